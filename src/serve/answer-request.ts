import { randomInt, randomUUID } from "node:crypto";
import { assemble, runOf, type Sources } from "../assembly/index.ts";
import { answerQuestion } from "../core/answer/index.ts";
import { messageOf, UnknownToDemoError } from "../core/errors.ts";
import { applyEvent, replyOf, type RunEvent, type RunRecord, startRecord } from "../core/record/index.ts";
import type { ChatRequest } from "./chat-request.ts";
import { OpenAiError } from "./openai-error.ts";

/** How a request is answered. */
interface Answering {
  /** Sources for the request's model. */
  readonly sources: Sources;
  /** The most that the answer may cost, in US dollars; null for no limit. */
  readonly capUsd: number | null;
  readonly onEvent: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Answers a request by a run. Resolves with its record, which has an answer.
 *
 * @throws OpenAiError when the question cannot be asked, NoAnswer when no model answered
 */
export async function answerRequest(
  { question, sampling }: Pick<ChatRequest, "question" | "sampling">,
  { sources, capUsd, onEvent, signal }: Answering,
): Promise<RunRecord> {
  const { settings } = sources;
  await sources.simulated?.check(question.text).catch((error: unknown) => {
    if (error instanceof UnknownToDemoError) throw new OpenAiError(400, error.message, { param: "messages" });
    throw error;
  });
  const { means } = await assemble(sources, signal);
  const run = runOf(settings, question, randomUUID(), randomInt(2 ** 31));
  const { temperature = run.parameters.temperature, maxOutputTokens = Infinity } = sampling;
  // A client may ask for less than the settings allow, not for more.
  const parameters = {
    ...run.parameters,
    temperature,
    maxOutputTokens: Math.min(maxOutputTokens, run.parameters.maxOutputTokens),
  };
  const policy = { ...run.policy, budgetUsd: capUsd };
  let record: RunRecord | null = null;
  for await (const event of answerQuestion({ ...run, parameters, policy }, means, signal)) {
    record = event.type === "run-start" ? startRecord(event) : record && applyEvent(record, event);
    onEvent(event);
  }
  if (record !== null && record.outcome === "done" && (replyOf(record) ?? "").trim() !== "") return record;
  throw new NoAnswer(record, signal.aborted ? messageOf(signal.reason) : (record?.error ?? "No model answered."));
}

/** A run that ended without an answer. */
export class NoAnswer extends OpenAiError {
  /** What the run came to; null when it did not begin. */
  readonly record: RunRecord | null;

  constructor(record: RunRecord | null, message: string) {
    super(502, message, { code: "no_answer" });
    this.record = record;
  }
}
