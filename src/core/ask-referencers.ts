import { ChatError, type ChatFailureKind, messageOf } from "./errors.ts";
import { type Question, referencePrompt } from "./enhancement/prompts.ts";
import type { Parameters } from "./parameters.ts";
import type { ChatChoice, Clock, PoolMember, Sampling } from "./ports.ts";
import { derivedSeed } from "./random.ts";
import type { Emit, EventOf, ReplyStatus } from "./run-events.ts";

/** One referencer's complete response O_i; null when it failed, was cut off or stayed empty. */
export type Reference = { readonly model: string; readonly text: string } | null;

/** What a call to a model needs besides its prompt. */
export interface CallContext {
  readonly seed: number;
  readonly parameters: Parameters;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/**
 * O_all (Sec. 3.4): asks every referencer at once. A failure is part of the answer, not an exception.
 *
 * @returns one promise per referencer, in their order, that never rejects
 */
export function askReferencers(
  question: Question,
  referencers: readonly PoolMember[],
  context: CallContext,
): Promise<Reference>[] {
  return referencers.map((member) => askReferencer(question, member, context));
}

async function askReferencer(question: Question, member: PoolMember, context: CallContext): Promise<Reference> {
  const { parameters, clock, emit, seed, signal } = context;
  const model = member.name;
  const startedAt = clock();
  let firstTokenMs: number | null = null;
  const end = (reply: Omit<ReferenceEnd, "type" | "model" | "firstTokenMs" | "durationMs">): void => {
    emit({ type: "reference-end", model, ...reply, firstTokenMs, durationMs: clock() - startedAt });
  };
  emit({ type: "reference-start", model });
  const heard = { text: "", thinking: "" };
  try {
    const reply = await member.chat.chat(
      {
        messages: referencePrompt(question),
        choices: 1,
        logprobs: false,
        sampling: samplingFor(member, parameters, parameters.maxOutputTokens),
        seed: derivedSeed(seed, `reference/${model}`),
        usefulForMs: null,
      },
      ({ text, thinking }) => {
        firstTokenMs ??= clock() - startedAt;
        heard.text += text;
        heard.thinking += thinking;
        emit({ type: "reference-delta", model, text, thinking });
      },
      signal,
    );
    const choice = reply.choices[0];
    const { text, thinking, status, error } = judged(choice);
    const { usage, costUsd, servedBy } = reply;
    end({ status, text, thinking, error, servedBy, usage, costUsd });
    return status === "finished" ? { model, text } : null;
  } catch (error) {
    const status = signal.aborted ? "aborted" : "failed";
    end({ status, ...heard, error: messageOf(error), servedBy: endpointOf(error), ...spentOnFailure(error) });
    return null;
  }
}

/** How a member is asked to sample; its own output limit goes before the run's. */
export function samplingFor(member: PoolMember, parameters: Parameters, maxOutputTokens: number): Sampling {
  const { temperature, presencePenalty } = parameters;
  return { temperature, presencePenalty, maxOutputTokens: member.maxOutputTokens ?? maxOutputTokens };
}

type ReferenceEnd = EventOf<"reference-end">;

/** A choice and how it stands: only text that the model itself ended counts as finished. */
export function judged(choice: ChatChoice | undefined): {
  text: string;
  thinking: string;
  status: ReplyStatus;
  error: string | null;
} {
  const { text, thinking, finish, failure } = choice ?? { text: "", thinking: "", finish: "stop", failure: null };
  if (failure !== null) return { text, thinking, status: "failed", error: failure };
  if (finish === "length") return { text, thinking, status: "truncated", error: "Cut off at the output limit." };
  if (finish === "other") return { text, thinking, status: "failed", error: "The model stopped before it was done." };
  if (text.trim() === "") return { text, thinking, status: "failed", error: "The answer was empty." };
  return { text, thinking, status: "finished", error: null };
}

function endpointOf(error: unknown): string | null {
  return error instanceof ChatError ? error.details.model : null;
}

/** Failures that a server reports before it generates anything. */
const FREE_FAILURES: readonly ChatFailureKind[] = ["connect", "unauthorized", "not-found", "rejected", "rate-limited"];

/** What a failed call cost: nothing if it was turned away, unknown if the model may have run. */
export function spentOnFailure(error: unknown): Pick<ReferenceEnd, "usage" | "costUsd"> {
  const free = error instanceof ChatError && FREE_FAILURES.includes(error.details.kind);
  return free ? { usage: { promptTokens: 0, completionTokens: 0 }, costUsd: 0 } : { usage: null, costUsd: null };
}
