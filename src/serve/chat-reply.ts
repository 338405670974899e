import { examplesPassed, hasAnswered, type RunRecord, standingReply } from "../core/record/index.ts";
import type { ChatRequest } from "./chat-request.ts";

/** Returns the fields that a reply, or every chunk of one, begins with. */
export function headOf(id: string, model: string, object: "chat.completion" | "chat.completion.chunk"): object {
  return { id: `chatcmpl-${id}`, object, created: Math.floor(Date.now() / 1000), model };
}

/** Returns the whole reply to a request. */
export function chatReply(id: string, { model, choices, notes }: ChatRequest, record: RunRecord): object {
  return {
    ...headOf(id, model, "chat.completion"),
    choices: choicesOf(record, choices).map(({ text, finishReason }, index) => ({
      index,
      message: { role: "assistant", content: text, refusal: null },
      logprobs: null,
      finish_reason: finishReason,
    })),
    usage: usageOf(record),
    smcs: reasonsOf(record, notes),
  };
}

/** One of the answers to a request. */
interface Choice {
  readonly text: string;
  readonly finishReason: "stop" | "length";
}

/**
 * Returns the answers of a run: the answer in use, then the other candidates by their scores.
 *
 * @param most how many the client wants; there may be fewer
 */
export function choicesOf(record: RunRecord, most: number): Choice[] {
  const reply = standingReply(record)?.reply;
  if (reply === undefined) return [];
  const others = record.candidates
    .filter((one) => one !== reply && one.status === "finished" && one.text.trim() !== "")
    .toSorted((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity));
  return [reply, ...others].slice(0, most).map(({ text, status }) => ({
    text,
    finishReason: status === "truncated" ? "length" : "stop",
  }));
}

/** Tokens of all requests of a run together. */
interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** Returns the tokens of a run as far as its servers counted them; null when none did. */
export function usageOf({ references, requests }: Pick<RunRecord, "references" | "requests">): Usage | null {
  const known = [...references, ...requests].flatMap(({ usage }) => usage ?? []);
  if (known.length === 0) return null;
  const prompt = known.reduce((sum, { promptTokens }) => sum + promptTokens, 0);
  const completion = known.reduce((sum, { completionTokens }) => sum + completionTokens, 0);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** Returns the reasons of an answer: the field `smcs` of a reply. */
export function reasonsOf(record: RunRecord, notes: readonly string[]): Readonly<Record<string, unknown>> {
  const { runId, system, references, candidates, agreeing, totals, shortened, selection, warnings } = record;
  const standing = standingReply(record);
  const isMerged = standing !== null && "draw" in standing.place;
  const examples = standing === null ? null : examplesPassed(standing.reply);
  return {
    run: runId,
    system,
    models: references.map(({ model, status }) => ({ model, status })),
    answer: {
      by: standing?.reply.model ?? null,
      merged: isMerged,
      score: isMerged ? (candidates.find((one) => one === standing.reply)?.score ?? null) : null,
      agreeing: agreeing?.length ?? null,
      of: candidates.length,
      ...(examples !== null && { examples }),
    },
    similarQuestions: selection?.support.length ?? 0,
    answered: references.filter(hasAnswered).length,
    costUsd: totals.costUsd,
    durationMs: totals.durationMs,
    ...(shortened !== null && { shortened: shortened.message }),
    notes: [...notes, ...warnings],
  };
}
