import type { EndpointKindName } from "../../core/endpoints/index.ts";
import type { Complaint, Explanation } from "../../failures/index.ts";
import type { RequestBody } from "../request-body.ts";
import { openrouter } from "./openrouter.ts";

/** The special features of one kind of server. */
export interface EndpointKind {
  /** Whether one request may ask for several choices. */
  readonly manyChoices: boolean;

  /**
   * Returns the body in the form that this kind needs.
   *
   * @param body with the fields that every server knows and the model's own, which take precedence
   * @param baseUrl normalised
   */
  readonly body: (body: RequestBody, baseUrl: string) => RequestBody;

  /** Returns the explanation of a refusal or error by this kind of server; null when the common explanation applies. */
  readonly explain: (complaint: Complaint) => Explanation | null;
}

/** vLLM takes every field unchanged; its own fields, such as `chat_template_kwargs`, come from a model's parameters. */
const vllm: EndpointKind = { manyChoices: true, body: (body) => body, explain: () => null };

/** Any server that speaks OpenAI's chat completions: llama.cpp, Ollama, LM Studio, hosted services, and OpenAI itself. */
const openai: EndpointKind = {
  manyChoices: true,
  body(body, baseUrl) {
    if (!baseUrl.startsWith("https://api.openai.com/")) return body;
    // OpenAI's newer models refuse the field name that all other servers know.
    const { max_tokens: limit, ...others } = body;
    return { ...(limit === undefined ? {} : { max_completion_tokens: limit }), ...others };
  },
  explain: () => null,
};

const kinds: Readonly<Record<EndpointKindName, EndpointKind>> = {
  vllm,
  openrouter,
  openai,
};

/** Returns the special features of a kind of server. */
export function kindOf(name: EndpointKindName): EndpointKind {
  return kinds[name];
}
