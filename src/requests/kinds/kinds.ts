import type { EndpointKindName } from "../../core/settings/index.ts";
import type { Complaint, Explanation } from "../../failures/index.ts";
import type { RequestBody } from "../request-body.ts";
import { openrouter } from "./openrouter.ts";

/** What is special to one kind of server. */
export interface EndpointKind {
  /** Whether several choices may be asked for in one request. */
  readonly manyChoices: boolean;

  /**
   * Returns the body as this kind needs it.
   *
   * @param body with the fields that every server knows and the model's own, which have the last word
   * @param baseUrl normalised
   */
  readonly body: (body: RequestBody, baseUrl: string) => RequestBody;

  /** Returns what a refusal or error means for this kind of server; null where the common reading applies. */
  readonly explain: (complaint: Complaint) => Explanation | null;
}

/** vLLM takes every field as it is; fields of its own, such as `chat_template_kwargs`, come from a model's parameters. */
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

/** Returns what is special to the servers of a kind. */
export function kindOf(name: EndpointKindName): EndpointKind {
  return kinds[name];
}
