import type { ChatMessage, ChatRequest } from "../core/ports.ts";
import type { EndpointModel } from "../core/endpoints/index.ts";
import type { ChatTarget } from "../servers/index.ts";
import { kindOf } from "./kinds/kinds.ts";

/** A message of a request; with pictures its content has parts. */
type SentMessage = Pick<ChatMessage, "role"> & { readonly content: string | readonly object[] };

/** The JSON body of a streamed chat completion. */
export interface RequestBody {
  readonly model: string;
  readonly messages: readonly SentMessage[];
  readonly stream: true;
  readonly [field: string]: unknown;
}

/** Returns the body of one request. */
export function requestBody(
  { kind, baseUrl, model }: Pick<ChatTarget, "kind" | "baseUrl" | "model">,
  request: ChatRequest,
): RequestBody {
  const { choices } = request;
  const { temperature, presencePenalty, maxOutputTokens } = request.sampling;
  const body: RequestBody = {
    model: model.id,
    messages: inRoles(request.messages, model).map((message) => sent(message, model)),
    stream: true,
    stream_options: { include_usage: true },
    temperature,
    presence_penalty: presencePenalty,
    max_tokens: maxOutputTokens,
    seed: request.seed,
    ...(request.logprobs ? { logprobs: true } : {}),
    ...model.parameters,
    // A model's parameters cannot change `n`, because the run relies on the requested number.
    n: choices > 1 ? choices : null,
  };
  const wanted = (fields: RequestBody): RequestBody =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => body[name] !== null)) as RequestBody;
  // Applied again at the end: a null also removes fields that the kind adds.
  return wanted(kindOf(kind).body(wanted(body), baseUrl));
}

/** Returns a message in the form of the API. Only models that are known to see get pictures. */
function sent({ role, content, pictures = [] }: ChatMessage, { vision }: EndpointModel): SentMessage {
  if (pictures.length === 0 || vision !== true) return { role, content };
  const images = pictures.map(({ mediaType, data }) => {
    return { type: "image_url", image_url: { url: `data:${mediaType};base64,${data}` } };
  });
  return { role, content: [{ type: "text", text: content }, ...images] };
}

/** Returns the messages in the roles that the model's template knows. */
function inRoles(messages: readonly ChatMessage[], { systemRole, systemPrompt }: EndpointModel): ChatMessage[] {
  const ours = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const system = [...(systemPrompt === undefined ? [] : [systemPrompt]), ...ours].join("\n\n");
  const others = messages.filter(({ role }) => role !== "system");
  if (system === "") return others;
  if (systemRole === "user") return [{ role: "user", content: system }, ...others];
  if (systemRole !== "none") return [{ role: "system", content: system }, ...others];
  const first = others.findIndex(({ role }) => role === "user");
  return others.map((message, index) =>
    index === first ? { ...message, content: `${system}\n\n${message.content}` } : message,
  );
}
