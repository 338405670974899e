import * as v from "valibot";
import { RequestError } from "./request-error.ts";

/** Maximum number of choices per request. */
const MOST_CHOICES = 16;

const textPart = v.object({ type: v.literal("text"), text: v.string() });

const message = v.object({
  role: v.string(),
  content: v.pipe(
    v.nullish(v.union([v.string(), v.array(textPart)]), ""),
    v.transform((content) => (typeof content === "string" ? content : content.map(({ text }) => text).join("\n"))),
  ),
});

const outputLimit = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1)));

const chatCompletionRequest = v.pipe(
  v.object({
    model: v.string(),
    messages: v.pipe(v.array(message), v.minLength(1)),
    n: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CHOICES)), 1),
    seed: v.nullish(v.pipe(v.number(), v.integer()), 0),
    stream: v.nullish(v.boolean(), false),
    stream_options: v.nullish(v.object({ include_usage: v.nullish(v.boolean(), false) })),
    logprobs: v.nullish(v.boolean(), false),
    max_tokens: outputLimit,
    max_completion_tokens: outputLimit,
  }),
  v.check(({ stream, stream_options }) => stream || !stream_options, "stream_options needs stream: true"),
  v.transform(({ stream_options, max_tokens, max_completion_tokens, ...rest }) => ({
    ...rest,
    includeUsage: stream_options?.include_usage ?? false,
    maxTokens: max_completion_tokens ?? max_tokens ?? Infinity,
  })),
);

/** The part of a chat completion request that the demo server uses; sampling parameters have no effect here. */
export type ChatCompletionRequest = v.InferOutput<typeof chatCompletionRequest>;

/**
 * Reads the body of a chat completion request.
 *
 * @throws RequestError 400 when it is not JSON or not such a request
 */
export function parseChatRequest(body: string): ChatCompletionRequest {
  const result = v.safeParse(chatCompletionRequest, parseJson(body));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new RequestError(400, path === null ? issue.message : `${path}: ${issue.message}`, { param: path });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new RequestError(400, "The body is not valid JSON.", { cause: error });
  }
}
