import type { Cascade } from "./cascade.ts";
import { type CallContext, judged, type Judged, paidCall, settledCost, thrown } from "../calls/index.ts";
import { samplingFor } from "../parameters.ts";
import { holdsAnswer } from "./cut-off.ts";
import { fitMessages } from "../fitting/index.ts";
import { isFree } from "../prices/index.ts";
import type { Claim } from "../cost/index.ts";
import type { Question } from "../question.ts";
import { ChatError, messageOf } from "../errors.ts";
import type { ChatDelta, ChatModel, ChatPause, ChatReply, ChatRequest, PoolMember } from "../ports.ts";
import { derivedSeed } from "../random.ts";
import { type EventOf, hasAnswered, type ReferencePlace } from "../record/index.ts";
import { arrivedBehind } from "../systems/index.ts";
import type { Reads, Reference } from "../enhancement/index.ts";
import { hedged, Lateness, mayHedge } from "../time/index.ts";

/**
 * Asks every referencer at once: O_all (Sec. 3.4). A failure is part of the answer, not an exception. A late referencer
 * is asked a second time where the policy allows it. A referencer that reads references waits for them. A cascade asks
 * one after the other.
 *
 * @param referencers a model that is listed several times gives several answers
 * @returns one promise per referencer, in their order, that never rejects
 */
export function askReferencers(
  question: Question,
  referencers: readonly PoolMember[],
  context: CallContext,
  { reads = [], cascade = null }: AskingOrder = {},
): Promise<Reference>[] {
  const references: Promise<Reference>[] = [];
  const names = referencers.map(({ name }) => name);
  const latenessOf = latenessByLayer(referencers.length, reads, context);
  const asks = referencers.map((member, index) => {
    const place = placeOf(index, names);
    const ask = (read: readonly Read[] | null) =>
      askReferencer({ question, member, place, read }, latenessOf(index), context);
    const first = reads[index] ?? [];
    return () => (first.length === 0 ? ask([]) : arrivedOf(first, reads, references).then(ask));
  });
  if (cascade !== null) {
    return cascade.inTurn(asks, (index) => {
      context.emit({ type: "reference-end", ...placeOf(index, names), ...spared });
    });
  }
  for (const ask of asks) references.push(ask());
  return references;
}

/** The order in which referencers are asked; without it all are asked at once. */
interface AskingOrder {
  /** By referencer, the earlier references that it reads. */
  readonly reads?: Reads | undefined;
  readonly cascade?: Cascade | null;
}

/** The end of a reference that was not asked for. */
const spared = {
  status: "spared",
  text: "",
  thinking: "",
  error: null,
  servedBy: null,
  usage: { promptTokens: 0, completionTokens: 0 },
  costUsd: 0,
  firstTokenMs: null,
  durationMs: 0,
} as const;

/** Returns the place of the reference at an index: its model, and which of the model's answers it is. */
export function placeOf(index: number, referencers: readonly string[]): ReferencePlace {
  const model = referencers[index] ?? "";
  const sample = referencers.slice(0, index).filter((name) => name === model).length;
  return sample === 0 ? { model } : { model, sample };
}

type Read = NonNullable<Reference>;

/** A request for one reference. */
interface Asking {
  readonly question: Question;
  readonly member: PoolMember;
  readonly place: ReferencePlace;
  /** The references sent with the question; null when none of the wanted ones arrived. */
  readonly read: readonly Read[] | null;
}

/**
 * Returns the `Lateness` of each reference. References whose referencers read the same are late only in comparison with
 * each other.
 */
function latenessByLayer(count: number, reads: Reads, context: CallContext): (index: number) => Lateness {
  const layerOf = (index: number): string => (reads[index] ?? []).join();
  const layers = Array.from({ length: count }, (_, index) => layerOf(index));
  const known = new Map(
    [...new Set(layers)].map((layer) => {
      return [layer, new Lateness(layers.filter((one) => one === layer).length, context)];
    }),
  );
  return (index) => known.get(layerOf(index)) as Lateness;
}

/**
 * Resolves with the references that a referencer reads, once all of them have ended. If none arrived, resolves with
 * those that their referencers had read, and with null if there are none.
 */
async function arrivedOf(
  wanted: readonly number[],
  reads: Reads,
  earlier: readonly Promise<Reference>[],
): Promise<readonly Read[] | null> {
  const references = await Promise.all(earlier.slice(0, Math.max(...wanted) + 1));
  const arrived = arrivedBehind(wanted, reads, (index) => references[index] !== null);
  return arrived.length === 0 ? null : arrived.map((index) => references[index] as Read);
}

type ReferenceEnd = Omit<EventOf<"reference-end">, "type" | "model" | "sample" | keyof Times>;

/** The times of a reference. */
type Times = Pick<EventOf<"reference-end">, "firstTokenMs" | "durationMs" | "sentMs">;

async function askReferencer(asking: Asking, lateness: Lateness, context: CallContext): Promise<Reference> {
  const { question, member, place } = asking;
  const { clock, emit, signal } = context;
  const startedAt = clock();
  let firstTokenMs: number | null = null;
  let sent: Pick<Times, "sentMs"> = {};
  let ended = false;
  let askedTwice = false;
  const end = (reply: ReferenceEnd): void => {
    ended = true;
    const durationMs = clock() - startedAt;
    if (hasAnswered(reply)) lateness.finish(place);
    else lateness.fail();
    emit({ type: "reference-end", ...place, ...reply, firstTokenMs, durationMs, ...sent });
  };
  emit({ type: "reference-start", ...place });
  const heard = { text: "", thinking: "" };
  const hear = ({ text, thinking }: ChatDelta): void => {
    // The losing request of two may still deliver buffered text.
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
  // No server reports what the losing request cost.
  const known = (costUsd: number | null): number | null =>
    askedTwice && !member.servers.every(isFree) ? null : costUsd;
  try {
    const onSent = (): void => {
      sent = { sentMs: clock() - startedAt };
    };
    const listener = { hear, onPause, onSecond, onSent };
    const { usage, costUsd, servedBy, choices } = await send(asking, listener, lateness, context);
    const reply = withAnswer(judged(choices[0]), question, context);
    end({ ...reply, servedBy, usage, costUsd: known(costUsd) });
    const { text, status } = reply;
    if (!hasAnswered(reply)) return null;
    return { model: member.name, text, ...(status === "truncated" && { cutOff: true }) };
  } catch (error) {
    const { usage, costUsd } = settledCost(error);
    const how = thrown(error, signal);
    const failure = how.status === "failed" && error instanceof ChatError ? { failure: error.details.kind } : {};
    end({ ...heard, ...how, ...failure, servedBy: endpointOf(error), usage, costUsd: known(costUsd) });
    return null;
  }
}

/** Returns the reply; for one that was cut off, adds whether it holds an answer. */
function withAnswer(
  reply: Judged,
  question: Question,
  { coding }: CallContext,
): Judged & Pick<ReferenceEnd, "holdsAnswer"> {
  if (reply.status !== "truncated") return reply;
  const holds = holdsAnswer(reply.text, question, coding);
  const what = holds ? "What there is of it is used." : "It holds no answer yet.";
  return { ...reply, error: `${reply.error ?? ""} ${what}`, holdsAnswer: holds };
}

/** Sends the request, and a second one if the first is late. The second's text is not shown until it has won. */
async function send(
  asking: Asking,
  listener: Required<Listener> & { readonly onSecond: () => void },
  lateness: Lateness,
  context: CallContext,
): Promise<ChatReply> {
  const { member, place } = asking;
  const { policy, budget, emit } = context;
  const { request, note } = prepare(asking, context);
  if (note !== null) emit({ type: "warning", message: note });
  const claimed = { messages: request.messages, choices: 1, wantedTokens: request.sampling.maxOutputTokens };
  const claim = budget.claim(member, { ...claimed, what: "reference" });
  if (claim === null) throw turnedAway(budget.refusal(member.name), member);
  if (claim.lowered !== null) emit({ type: "warning", message: claim.lowered });
  const { maxOutputTokens } = claim;
  const ask = (chat: ChatModel, own: Claim, { hear, onPause, onSent }: Listener, until: AbortSignal) =>
    paidCall(
      own,
      (within, noteSent) => {
        const tellSent = (): void => {
          noteSent();
          onSent?.();
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
    return ask(member.second, own, silent, until);
  };
  const late = (until: AbortSignal): Promise<void> =>
    mayHedge(member, policy.hedge) ? lateness.late(place, until) : never();
  const onSent = (): void => {
    lateness.send(place);
    listener.onSent();
  };
  const first = (until: AbortSignal): Promise<ChatReply> => ask(member.chat, claim, { ...listener, onSent }, until);
  return hedged(first, second, late, context.signal);
}

/** The callbacks of a request. */
interface Listener {
  readonly hear: (delta: ChatDelta) => void;
  readonly onPause: (pause: ChatPause) => void;
  /** Called when the request goes out to a server. */
  readonly onSent?: () => void;
}

const silent: Listener = { hear: () => undefined, onPause: () => undefined };

/**
 * Returns the request, fitted into the member's context.
 *
 * @throws ChatError when it does not fit, no reference that it reads arrived, or the run was stopped meanwhile
 */
function prepare(
  { question, member, place: { model, sample }, read }: Asking,
  { parameters, seed, signal }: CallContext,
): { readonly request: Omit<ChatRequest, "usefulForMs">; readonly note: string | null } {
  if (read === null)
    throw turnedAway(`${model} was not asked, because no answer of the round before it arrived.`, member);
  if (read.length > 0 && signal.aborted) throw turnedAway(messageOf(signal.reason), member);
  const sampling = samplingFor(member, parameters);
  const fitted = fitMessages({ question, references: read }, member, sampling.maxOutputTokens);
  if (fitted.problem !== null) throw turnedAway(fitted.problem, member);
  const { messages, maxOutputTokens, note } = fitted;
  const request = {
    messages,
    choices: 1,
    logprobs: false,
    sampling: { ...sampling, maxOutputTokens },
    seed: derivedSeed(seed, sample === undefined ? `reference/${model}` : `reference/${model}/${sample}`),
  };
  return { request, note };
}

/** Returns the error of a call that was never sent: it costs nothing. */
function turnedAway(words: string, { reference }: PoolMember): ChatError {
  return new ChatError(words, { kind: "payment", model: reference });
}

function never(): Promise<never> {
  return Promise.reject(new Error("Nobody is asked twice."));
}

function endpointOf(error: unknown): string | null {
  return error instanceof ChatError ? error.details.model : null;
}
