import type { PoolMember } from "../ports.ts";
import type { PackedBank } from "../packed-bank/index.ts";
import {
  enoughEvidence,
  type Evidence,
  evidenceOf,
  FEWEST_OUTCOMES,
  INSTRUCTIONS,
  type Judged,
  type KnownShares,
  type Mergeable,
  rankedByEvidence,
  sharesOf,
} from "./aggregator-evidence.ts";
import { type AggregatorStudy, type MeasuredAggregators, measuredFor } from "./aggregator-study.ts";
import { memberNamed } from "../member-named.ts";

const CODING = "coding";

/** The model that will merge, and why. */
export interface AggregatorChoice {
  readonly model: string;
  /** In words for the user. */
  readonly reason: string;
  /** The model's share of right answers on the deciding questions; null when too little is known. */
  readonly accuracy: number | null;
  /** 95% Wilson interval of the share. With few questions it separates only large differences. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** The pool ranked as aggregators, best first, and why the first one leads. `choice` is null for an empty pool. */
export interface AggregatorRanking<Member = PoolMember> {
  readonly members: readonly Member[];
  readonly choice: AggregatorChoice | null;
}

/** Model references (`endpointName/modelId`), bank names, or `auto`. */
export interface ConfiguredAggregators {
  readonly aggregator: string;
  readonly codingAggregator: string;
}

/** The configured aggregators and the kind of question. */
interface WantedAggregators extends ConfiguredAggregators {
  /** Whether the question is a coding question. */
  readonly coding: boolean;
}

/**
 * Returns the pool ranked as aggregators, best first. The other models stand in when the first fails. `auto` takes the
 * model that is most surely good: its share of right answers has the interval with the highest lower end. The evidence
 * counts in this order (A.4):
 *
 * 1. how the model merged, when models of the pool were compared as aggregators;
 * 2. the bank's instruction questions, when at least 10 outcomes are known;
 * 3. the whole bank, when at least 10 outcomes are known;
 * 4. price, then name.
 *
 * A model with one kind of evidence ranks before all models without it. For a coding question a configured coding
 * aggregator leads (A.5), unless the model that `auto` takes is known to do better on coding questions.
 *
 * @param study of this pool's models; null when they were never compared
 */
export function rankAggregators(
  pool: readonly PoolMember[],
  bank: PackedBank,
  wanted: WantedAggregators,
  study: AggregatorStudy | null = null,
): AggregatorRanking {
  return rankByShares(pool, sharesOf(bank), wanted, study);
}

/** As `rankAggregators`, from known shares instead of a packed bank. */
export function rankByShares<Member extends Mergeable>(
  pool: readonly Member[],
  shares: KnownShares,
  { coding, aggregator, codingAggregator }: WantedAggregators,
  study: AggregatorStudy | null,
): AggregatorRanking<Member> {
  const names = pool.map(({ name }) => name);
  const measured = study === null ? null : measuredFor(study, names, coding);
  const judged = rankedByEvidence(pool, shares, measured);
  const ranked = judged.map(({ member }) => member);
  const named = (reference: string): Member | undefined =>
    reference === "auto" ? undefined : memberNamed(ranked, reference);
  const general = named(aggregator);
  const forCoding = coding ? named(codingAggregator) : undefined;
  const best = ranked[0];
  const first = forCoding ?? general ?? best;
  if (first === undefined || best === undefined) return { members: [], choice: null };
  if (forCoding !== undefined && general === undefined) {
    const reasons = better(best, forCoding, shares, measured);
    if (reasons !== null) return led(best, ranked, reasons);
  }
  const set = forCoding !== undefined ? "smcs.codingAggregator" : general !== undefined ? "smcs.aggregator" : null;
  if (set !== null)
    return led(first, ranked, {
      reason: `It is set in ${set}.`,
      ...shown(evidenceOf(shares(first.name, INSTRUCTIONS))),
    });
  return led(first, ranked, automaticReasons(judged, measured));
}

type Reasons = Omit<AggregatorChoice, "model">;

function led<Member extends Mergeable>(
  first: Member,
  others: readonly Member[],
  reasons: Reasons,
): AggregatorRanking<Member> {
  const members = [first, ...others.filter((member) => member !== first)];
  return { members, choice: { model: first.name, ...reasons } };
}

function shown(share: Share | null): Omit<Reasons, "reason"> {
  return { accuracy: share?.accuracy ?? null, interval: share?.interval ?? null };
}

/** Returns why the first model leads the ranking. */
function automaticReasons(
  [first, ...others]: readonly Judged<unknown>[],
  measured: MeasuredAggregators | null,
): Reasons {
  const { kind = "none", evidence = null } = first ?? {};
  const known = evidence?.known ?? 0;
  const outcomes = `${Math.floor(known)} known outcomes`;
  const behind = others.filter((other) => other.kind !== kind).length;
  const models = behind === 1 ? "1 model" : `${behind} models`;
  const stand = behind === 1 ? "stands" : "stand";
  const rest = behind === 0 ? "" : ` ${models} with fewer than ${FEWEST_OUTCOMES} of them ${stand} behind it.`;
  const reasons: Readonly<Record<Judged<unknown>["kind"], string>> = {
    merged: `Of ${measured?.byModel.size ?? 0} models that were compared as aggregators it merged best, on ${known} ${measured?.about ?? "questions"}.`,
    instructions: `It follows instructions best, by ${outcomes} on the bank's instruction questions.${rest}`,
    bank: `No model has ${FEWEST_OUTCOMES} known outcomes on instruction questions: it is the most accurate model on the whole bank, by ${outcomes}.${rest}`,
    none: `No model has ${FEWEST_OUTCOMES} known outcomes on the bank: price and name decided.`,
  };
  return { reason: reasons[kind], ...shown(evidence) };
}

/** Returns why `best` replaces the configured coding aggregator, or null when it is not known to do better. */
function better(
  best: Mergeable,
  configured: Mergeable,
  shares: KnownShares,
  measured: MeasuredAggregators | null,
): Reasons | null {
  const [ours, theirs] = [best, configured].map(({ name }) => measured?.byModel.get(name));
  if (measured !== null && ours !== undefined && theirs !== undefined) {
    if (!isSurelyBetter(ours, theirs)) return null;
    const reason = `It merges better than ${configured.name}, the coding aggregator of the settings, as a comparison on ${ours.questions} ${measured.about} has shown.`;
    return { reason, ...shown(ours) };
  }
  const [own, other] = [best, configured].map(({ name }) => enoughEvidence(shares(name, CODING)));
  if (own == null || other == null || !isSurelyBetter(own, other)) return null;
  const reason = `It does better on the bank's coding questions than ${configured.name}, the coding aggregator of the settings.`;
  return { reason, ...shown(own) };
}

type Share = Pick<Evidence, "accuracy" | "interval">;

/**
 * Whether the whole interval of `one` lies above the share of `other`. A smaller difference may be chance, and chance
 * does not override a user's setting.
 */
function isSurelyBetter(one: Share, other: Share): boolean {
  return one.interval[0] > other.accuracy;
}

/** Returns a model's accuracy on the bank's instruction questions, however few outcomes are known. */
export function instructionFollowing(name: string, bank: PackedBank): Pick<AggregatorChoice, "accuracy" | "interval"> {
  return shown(evidenceOf(sharesOf(bank)(name, INSTRUCTIONS)));
}

/**
 * Resolves with the aggregators. Those that failed as referencers of this run come last, because asking them again
 * would only repeat the wait. The function stops at the first model that is not known to fail, so it waits for no other
 * references.
 *
 * @param names the referencers, in the order of `references`
 * @param references one promise per referencer; null for one that failed
 */
export async function healthyFirst(
  ranked: readonly PoolMember[],
  names: readonly string[],
  references: readonly Promise<unknown>[],
): Promise<PoolMember[]> {
  const failed: PoolMember[] = [];
  for (const member of ranked) {
    if (await hasAnswered(references.filter((_, index) => names[index] === member.name))) break;
    failed.push(member);
  }
  return [...ranked.slice(failed.length), ...failed];
}

/** Whether one of a model's answers arrived. A model that was not asked is not known to fail. */
async function hasAnswered(own: readonly Promise<unknown>[]): Promise<boolean> {
  for (const reference of own) if ((await reference) !== null) return true;
  return own.length === 0;
}
