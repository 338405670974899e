import { ChatError, type ChatFailureKind } from "../core/errors.ts";
import type { ChatChoice, ChatReply } from "../core/ports.ts";
import { replyFingerprint } from "./fingerprint.ts";
import { pairRequest } from "./pair-request.ts";
import type { ReplyRecord } from "./replies/reply-record.ts";
import type { EvaluationRun, Pair } from "./run.ts";

/** Failures in which no model has worked, so that nothing was charged. */
const free: readonly ChatFailureKind[] = ["connect", "unauthorized", "not-found", "rejected", "rate-limited"];

/**
 * Asks one pair, keeps the reply and has it checked. Never rejects: what goes wrong is counted, or ends the run.
 *
 * @param worst what was set aside for it, in US dollars
 */
export async function askPair(pair: Pair, worst: number, run: EvaluationRun): Promise<void> {
  const { tally, budget, failing, checks, signal } = run;
  const { member } = pair;
  tally.sent();
  const asked = await askModel(pair, run).catch((error: unknown) => ({ error }));
  if ("error" in asked) {
    const { error } = asked;
    budget.settle(worst, error instanceof ChatError && free.includes(error.details.kind) ? 0 : worst);
    if (!(error instanceof ChatError)) run.fail(error);
    if (signal.aborted) {
      tally.brokenOff();
    } else {
      tally.unanswered(member.member.name);
      failing.failed(member, error);
    }
    return;
  }
  budget.settle(worst, asked.costUsd ?? worst);
  failing.answered(member);
  try {
    await member.log.append(asked);
    tally.answered(asked.costUsd);
    checks.add(pair);
  } catch (error) {
    tally.brokenOff();
    run.fail(error);
  }
}

/** @throws ChatError when no usable reply came */
async function askModel(pair: Pair, { plan, means, signal }: EvaluationRun): Promise<ReplyRecord> {
  const { question, member } = pair;
  const request = await pairRequest(pair, plan);
  const reply = await whileNotAborted(signal, (own) => member.member.chat.chat(request, () => undefined, own));
  const { text, thinking, finish } = usable(reply);
  return {
    kind: "reply",
    questionId: question.id,
    fingerprint: replyFingerprint(question.prompt, member.sampling),
    text,
    ...(thinking === "" ? {} : { thinking }),
    finish,
    usage: reply.usage,
    costUsd: reply.costUsd,
    servedBy: reply.servedBy,
    at: means.now(),
  };
}

/** A choice that the model itself ended, or that the output limit did: whatever else ends one is the server's doing. */
function usable({ choices, servedBy }: ChatReply): ChatChoice & { readonly finish: "stop" | "length" } {
  const [choice] = choices;
  const refused = choice === undefined ? "The server sent no choice." : choice.failure;
  if (choice === undefined || refused !== null) {
    throw new ChatError(refused ?? "The server sent no choice.", { kind: "server", model: servedBy });
  }
  const { finish } = choice;
  if (finish === "other") {
    throw new ChatError(`${servedBy}: the server ended the reply, not the model. Its log may say why.`, {
      kind: "server",
      model: servedBy,
    });
  }
  return { ...choice, finish };
}

/** Gives each request a signal of its own: what waits on the run's would stay with it to its end. */
async function whileNotAborted<Result>(
  signal: AbortSignal,
  request: (own: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const own = new AbortController();
  const abort = (): void => {
    own.abort(signal.reason);
  };
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  try {
    return await request(own.signal);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
