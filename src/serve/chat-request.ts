import * as v from "valibot";
import { questionOfTurns } from "../core/conversation/index.ts";
import type { ChatMessage } from "../core/ports.ts";
import type { Question } from "../core/question.ts";
import { OpenAiError } from "./openai-error.ts";

const MOST_MESSAGES = 1000;
/** Longest reason of a refusal, in characters. */
const LONGEST_REASON = 300;
/** As many as the largest number of candidates that is of use. */
const MOST_CHOICES = 16;

const textPart = v.object({ type: v.literal("text"), text: v.string() });
const content = v.nullish(v.union([v.string(), v.array(v.looseObject({ type: v.string() }))]));
const message = v.looseObject({
  role: v.picklist(["system", "developer", "user", "assistant", "tool", "function"]),
  content,
});
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const requestSchema = v.object({
  model: v.string(),
  messages: v.pipe(v.array(message), v.minLength(1), v.maxLength(MOST_MESSAGES)),
  n: v.nullish(v.pipe(count, v.maxValue(MOST_CHOICES))),
  stream: v.nullish(v.boolean()),
  stream_options: v.nullish(v.object({ include_usage: v.nullish(v.boolean()) })),
  temperature: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  max_tokens: v.nullish(count),
  max_completion_tokens: v.nullish(count),
  tools: v.nullish(v.array(v.unknown())),
  tool_choice: v.nullish(v.unknown()),
  response_format: v.nullish(v.object({ type: v.string() })),
});

/** A request for an answer. */
export interface ChatRequest {
  readonly model: string;
  readonly question: Question;
  /** How many answers the client wants. */
  readonly choices: number;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** What the client sets of the sampling; absent for the settings' values. */
  readonly sampling: { readonly temperature?: number; readonly maxOutputTokens?: number };
  /** What of the request SMCS leaves out, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Returns a request of `/v1/chat/completions`. Fields that SMCS does not know are ignored, as OpenAI's clients expect.
 *
 * @throws OpenAiError when it cannot be answered; the message names the field
 */
export function chatRequest(body: unknown): ChatRequest {
  const parsed = v.safeParse(requestSchema, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const param = v.getDotPath(issue) ?? undefined;
    const where = param === undefined ? "The body" : param;
    // What was received may be long.
    throw new OpenAiError(
      400,
      `${where}: ${issue.message.slice(0, LONGEST_REASON)}.`,
      param === undefined ? {} : { param },
    );
  }
  const { model, messages, n, stream, stream_options, temperature, tools, tool_choice, response_format } =
    parsed.output;
  if (tool_choice === "required" || (typeof tool_choice === "object" && tool_choice !== null))
    throw refused("tool_choice", "SMCS calls no tools.");
  if (response_format != null && response_format.type !== "text")
    throw refused("response_format", "SMCS answers in text only.");
  const told = messages.map((one, index): ChatMessage => ({ role: roleOf(one.role), content: textOf(one, index) }));
  const asked = questionOfTurns(told);
  if (asked === null) throw refused("messages", "There is no message to answer.");
  const { system, ...question } = asked;
  const maxOutputTokens = parsed.output.max_completion_tokens ?? parsed.output.max_tokens;
  return {
    model,
    question: { ...question, context: [], ...(system !== undefined && { system }) },
    choices: n ?? 1,
    stream: stream ?? false,
    includeUsage: stream_options?.include_usage ?? false,
    sampling: { ...(temperature != null && { temperature }), ...(maxOutputTokens != null && { maxOutputTokens }) },
    notes: (tools ?? []).length > 0 ? ["The tools were left out: SMCS calls none."] : [],
  };
}

function roleOf(role: v.InferOutput<typeof message>["role"]): ChatMessage["role"] {
  if (role === "assistant") return "assistant";
  return role === "system" || role === "developer" ? "system" : "user";
}

/** Returns the text of a message. Calls of tools and their results become text. @throws OpenAiError for other parts */
function textOf({ role, content: given, ...others }: v.InferOutput<typeof message>, index: number): string {
  const text =
    typeof given === "string"
      ? given
      : (given ?? []).map((part, at) => textOfPart(part, `messages.${index}.content.${at}`)).join("");
  if (role === "tool" || role === "function") return `[tool result]\n${text}`.trim();
  const calls = others["tool_calls"];
  return `${text}${Array.isArray(calls) ? `\n[tools called: ${JSON.stringify(calls)}]` : ""}`.trim();
}

function textOfPart(part: unknown, param: string): string {
  const parsed = v.safeParse(textPart, part);
  if (parsed.success) return parsed.output.text;
  throw refused(param, "Only parts with text can be sent; pictures and audio cannot.");
}

function refused(param: string, why: string): OpenAiError {
  return new OpenAiError(400, `${param}: ${why}`, { param });
}
