import { ChatError, messageOf } from "../../core/errors.ts";
import type { Sampling, TokenPrices } from "../../core/ports.ts";
import { endpointKinds } from "../../core/endpoints/index.ts";
import { type ChatTarget, originOf, referenceOf } from "../../servers/index.ts";
import type { ModelFacts } from "../../server-facts/index.ts";
import { embeddingsRequest } from "../../embedding/endpoint/index.ts";
import { type AcceptedForm, acceptedForm } from "./accepted-form.ts";
import { factLimits, localFacts } from "../discovery/index.ts";
import type { ModelProbe } from "./model-probe.ts";
import { contextNotes, formNotes, priceNotes, seenIn } from "./probe-notes.ts";

/** Options of probing. */
export interface ProbeWishes {
  /** As in runs, so that the outcome applies to runs. */
  readonly sampling: Pick<Sampling, "temperature" | "presencePenalty">;
  /**
   * False to send no request that could cost anything: the outcome then has only the server's facts about the model.
   */
  readonly ask: boolean;
  /** ISO 8601. */
  readonly now: () => string;
}

/**
 * Finds out what a model can do, by one tiny request and by the server's facts about it. Failures are part of the
 * outcome.
 *
 * @param listed the facts in the server's list; null when the model is not listed, undefined without a list
 * @throws the signal's reason when that aborts
 */
export async function probeModel(
  target: ChatTarget,
  listed: ModelFacts | null | undefined,
  { sampling, ask, now }: ProbeWishes,
  signal: AbortSignal,
): Promise<ModelProbe> {
  const answer = ask ? await answered(target, sampling, signal) : null;
  const unreachable =
    answer instanceof ChatError && ["connect", "unauthorized", "timeout"].includes(answer.details.kind);
  // After the answer, because programs that load models on demand know the model's context only then.
  const [local, embeddings] = unreachable
    ? [null, null]
    : await Promise.all([
        localFacts(target, target.model.id, signal),
        ask && !endpointKinds[target.kind].marketplace ? embeddingSize(target, signal) : null,
      ]);
  signal.throwIfAborted();
  const known = {
    contextTokens: local?.contextTokens ?? listed?.contextTokens ?? null,
    prices: listed?.prices ?? null,
  };
  const vision = local?.vision ?? listed?.vision;
  const base = {
    endpoint: target.name,
    model: target.model.id,
    kind: target.kind,
    origin: originOf(target.baseUrl),
    testedAt: now(),
    ...known,
    ...(vision !== undefined && { vision }),
    embeddings,
  };
  const notes = [
    ...(listed === null ? ["The server does not list it. Check the model's id."] : []),
    ...contextNotes(target, known.contextTokens),
    ...priceNotes(target, known.prices),
    ...(local?.note == null ? [] : [local.note]),
  ];
  if (answer instanceof ChatError) {
    const refused = ["rejected", "not-found"].includes(answer.details.kind);
    const embedsOnly = local?.chats === false || (refused && embeddings !== null);
    const advice = embedsOnly ? ["It makes embeddings and does not chat: leave it out of the endpoint's models."] : [];
    return { ...base, ...unknown, outcome: "fails", notes: [withoutPath(answer.message, target), ...advice] };
  }
  if (answer === null) return { ...base, ...unknown, ...promises(listed), outcome: "listed", notes };
  const seen = seenIn(answer, target);
  const costUsd = answer.reply.chargedUsd ?? costOf(answer, settingsPrices(target) ?? known.prices);
  return { ...base, ...seen.shown, outcome: outcomeOf(seen.shown), costUsd, notes: [...formNotes(seen), ...notes] };
}

function outcomeOf({ refusedFields, logprobs }: Pick<ModelProbe, "refusedFields" | "logprobs">): ModelProbe["outcome"] {
  if (refusedFields.length > 0) return "fails";
  return logprobs === "refused" || logprobs === "missing" ? "partly" : "works";
}

const unknown = {
  streaming: null,
  logprobs: null,
  choices: null,
  thinking: null,
  firstTokenMs: null,
  costUsd: null,
  refusedFields: [],
} as const;

async function answered(target: ChatTarget, sampling: ProbeWishes["sampling"], signal: AbortSignal) {
  try {
    return await acceptedForm(target, sampling, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ChatError) return error;
    return new ChatError(messageOf(error), { kind: "stream", model: referenceOf(target) });
  }
}

function promises(listed: ModelFacts | null | undefined): Pick<ModelProbe, "logprobs" | "thinking"> {
  const parameters = listed?.parameters ?? null;
  if (parameters === null) return { logprobs: null, thinking: null };
  return {
    logprobs: parameters.includes("logprobs") ? "promised" : "missing",
    thinking: parameters.includes("reasoning"),
  };
}

function settingsPrices({ model: { promptUsdPerMTok, completionUsdPerMTok } }: ChatTarget): TokenPrices | null {
  if (promptUsdPerMTok === undefined || completionUsdPerMTok === undefined) return null;
  return { promptUsdPerMTok, completionUsdPerMTok };
}

function costOf({ reply: { usage } }: AcceptedForm, prices: TokenPrices | null): number | null {
  if (usage === null || prices === null) return null;
  return (usage.promptTokens * prices.promptUsdPerMTok + usage.completionTokens * prices.completionUsdPerMTok) / 1e6;
}

/** Removes the path from a message: it may contain the token of a company's gateway, and outcomes are kept on disk. */
function withoutPath(message: string, { baseUrl }: ChatTarget): string {
  return message.replaceAll(baseUrl, originOf(baseUrl));
}

/** Resolves with the length of this model's embeddings; null when the server makes none with it. */
async function embeddingSize(target: ChatTarget, signal: AbortSignal): Promise<number | null> {
  try {
    const { vectors } = await embeddingsRequest(target, ["one"], factLimits, signal);
    return typeof vectors[0] === "string" ? null : (vectors[0]?.length ?? null);
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
