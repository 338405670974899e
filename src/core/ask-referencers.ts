import { type CallContext, samplingFor } from "./calls/call-context.ts";
import { judged, thrown } from "./calls/call-outcome.ts";
import { paidCall, settledCost } from "./calls/paid-call.ts";
import { fitReply } from "./cost/context-room.ts";
import type { Claim } from "./cost/question-budget.ts";
import { type Question, referencePrompt } from "./enhancement/prompts.ts";
import { ChatError } from "./errors.ts";
import type { ChatDelta, ChatModel, ChatPause, ChatReply, ChatRequest, PoolMember } from "./ports.ts";
import { derivedSeed } from "./random.ts";
import type { EventOf, ReferencePlace } from "./run-events.ts";
import { hedged } from "./time/hedged.ts";
import { Lateness } from "./time/lateness.ts";
import { mayHedge } from "./time/may-hedge.ts";

/** One referencer's complete response O_i; null when it failed, was cut off or stayed empty. */
export type Reference = { readonly model: string; readonly text: string } | null;

/**
 * O_all (Sec. 3.4): asks every referencer at once. A failure is part of the answer, not an exception. A late one is asked
 * a second time where the policy allows it.
 *
 * @param referencers one model several times means several answers of it
 * @returns one promise per referencer, in their order, that never rejects
 */
export function askReferencers(
  question: Question,
  referencers: readonly PoolMember[],
  context: CallContext,
): Promise<Reference>[] {
  const lateness = new Lateness(referencers.length, context);
  return referencers.map((member, index) => {
    const sample = referencers.slice(0, index).filter(({ name }) => name === member.name).length;
    const place = sample === 0 ? { model: member.name } : { model: member.name, sample };
    return askReferencer(question, member, place, lateness, context);
  });
}

type ReferenceEnd = Omit<EventOf<"reference-end">, "type" | "model" | "sample" | "firstTokenMs" | "durationMs">;

async function askReferencer(
  question: Question,
  member: PoolMember,
  place: ReferencePlace,
  lateness: Lateness,
  context: CallContext,
): Promise<Reference> {
  const { clock, emit, signal } = context;
  const startedAt = clock();
  let firstTokenMs: number | null = null;
  let ended = false;
  let askedTwice = false;
  const end = (reply: ReferenceEnd): void => {
    ended = true;
    const durationMs = clock() - startedAt;
    if (reply.status === "finished") lateness.finish(place);
    else lateness.fail();
    emit({ type: "reference-end", ...place, ...reply, firstTokenMs, durationMs });
  };
  emit({ type: "reference-start", ...place });
  const heard = { text: "", thinking: "" };
  const hear = ({ text, thinking }: ChatDelta): void => {
    // The loser of two requests may still have something in its pipe.
    if (ended || (text === "" && thinking === "")) return;
    const first = firstTokenMs === null ? { firstTokenMs: clock() - startedAt } : {};
    firstTokenMs = first.firstTokenMs ?? firstTokenMs;
    heard.text += text;
    heard.thinking += thinking;
    emit({ type: "reference-delta", ...place, text, thinking, ...first });
  };
  const onPause = (pause: ChatPause): void => {
    if (!ended) emit({ type: "reference-pause", ...place, ...pause });
  };
  const onSecond = (): void => {
    askedTwice = true;
    emit({ type: "reference-hedged", ...place });
  };
  // Nobody says what the other of two requests cost.
  const known = (costUsd: number | null): number | null => (askedTwice && !isFree(member) ? null : costUsd);
  try {
    const { usage, costUsd, servedBy, choices } = await send(
      question,
      member,
      place,
      { hear, onPause, onSecond },
      lateness,
      context,
    );
    end({ ...judged(choices[0]), servedBy, usage, costUsd: known(costUsd) });
    const { text, status } = judged(choices[0]);
    return status === "finished" ? { model: member.name, text } : null;
  } catch (error) {
    const { usage, costUsd } = settledCost(error);
    end({ ...heard, ...thrown(error, signal), servedBy: endpointOf(error), usage, costUsd: known(costUsd) });
    return null;
  }
}

/** Sends the request, and a second one if it is late. What the second hears is not shown until it has won. */
async function send(
  question: Question,
  member: PoolMember,
  place: ReferencePlace,
  listener: Listener & { readonly onSecond: () => void },
  lateness: Lateness,
  context: CallContext,
): Promise<ChatReply> {
  const { policy, budget, emit } = context;
  const request = requestFor(question, member, place, context);
  const fitted = fitReply(member, request.messages, request.sampling.maxOutputTokens);
  if (fitted.problem !== null) throw turnedAway(fitted.problem, member);
  const claimed = { messages: request.messages, choices: 1, wantedTokens: fitted.maxOutputTokens };
  const claim = budget.claim(member, { ...claimed, what: "reference" });
  if (claim === null) throw turnedAway(budget.refusal(member.name), member);
  if (claim.lowered !== null) emit({ type: "warning", message: claim.lowered });
  const { maxOutputTokens } = claim;
  const ask = (chat: ChatModel, own: Claim, { hear, onPause }: Listener, until: AbortSignal, sent: () => void) =>
    paidCall(
      own,
      (within, onSent) => {
        const tellSent = (): void => {
          onSent();
          sent();
        };
        const sampling = { ...request.sampling, maxOutputTokens };
        const asked = { ...request, sampling, usefulForMs: context.left(), onSent: tellSent };
        return chat.chat(asked, hear, within, onPause);
      },
      context,
      until,
    );
  const second = async (until: AbortSignal): Promise<ChatReply> => {
    const own = budget.claim(member, { ...claimed, wantedTokens: maxOutputTokens, what: "second" });
    if (own === null) throw turnedAway(budget.refusal(member.name), member);
    listener.onSecond();
    return ask(member.second, own, silent, until, () => undefined);
  };
  const late = (until: AbortSignal): Promise<void> =>
    mayHedge(member, policy.hedge) ? lateness.late(place, until) : never();
  const first = (until: AbortSignal): Promise<ChatReply> =>
    ask(member.chat, claim, listener, until, () => {
      lateness.send(place);
    });
  return hedged(first, second, late, context.signal);
}

/** What somebody hears of a request. */
interface Listener {
  readonly hear: (delta: ChatDelta) => void;
  readonly onPause: (pause: ChatPause) => void;
}

const silent: Listener = { hear: () => undefined, onPause: () => undefined };

function requestFor(
  question: Question,
  member: PoolMember,
  { model, sample }: ReferencePlace,
  { parameters, seed }: CallContext,
): Omit<ChatRequest, "usefulForMs"> {
  return {
    messages: referencePrompt(question),
    choices: 1,
    logprobs: false,
    sampling: samplingFor(member, parameters, parameters.maxOutputTokens),
    seed: derivedSeed(seed, sample === undefined ? `reference/${model}` : `reference/${model}/${sample}`),
  };
}

/** A call that nobody was asked for: it costs nothing. */
function turnedAway(words: string, { reference }: PoolMember): ChatError {
  return new ChatError(words, { kind: "payment", model: reference });
}

function never(): Promise<never> {
  return Promise.reject(new Error("Nobody is asked twice."));
}

function isFree({ servers }: PoolMember): boolean {
  return servers.every(({ prices }) => prices?.promptUsdPerMTok === 0 && prices.completionUsdPerMTok === 0);
}

function endpointOf(error: unknown): string | null {
  return error instanceof ChatError ? error.details.model : null;
}
