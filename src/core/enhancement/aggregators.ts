import type { PoolMember } from "../ports.ts";
import { tallyOf } from "../question-bank/accuracy.ts";
import type { PackedBank } from "../question-bank/packed-bank.ts";
import { rankByPrior } from "../selection/referencers.ts";
import { wilsonInterval } from "../wilson-interval.ts";
import { type AggregatorStudy, type MeasuredAggregators, measuredFor } from "./aggregator-study.ts";

/** Bank domain whose accuracy says how well a model follows instructions (A.4). */
const INSTRUCTIONS = "instructions";
const CODING = "coding";

/** Which model is to merge, and why. */
export interface AggregatorChoice {
  readonly model: string;
  /** In a sentence. */
  readonly reason: string;
  /** Its share of right answers on the questions that decided; null where nothing is known. */
  readonly accuracy: number | null;
  /** Where its true share may well lie (95%): few questions separate only large differences. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** The pool as aggregators, best first, with why the first one is; null for an empty pool. */
export interface AggregatorRanking {
  readonly members: readonly PoolMember[];
  readonly choice: AggregatorChoice | null;
}

/** Model references (`endpointName/modelId`), bank names, or `auto`. */
export interface ConfiguredAggregators {
  readonly aggregator: string;
  readonly codingAggregator: string;
}

/**
 * The pool as aggregators, best first: the rest stands in when the first fails. `auto` goes by how they merged where that
 * was measured (A.4), else it is the strongest instruction follower by the bank's instruction questions, overall accuracy
 * where they say nothing. For a coding question a configured coding aggregator leads (A.5), unless `auto` does better on
 * coding questions.
 *
 * @param study of this pool's models; null where they were never compared
 */
export function rankAggregators(
  pool: readonly PoolMember[],
  bank: PackedBank,
  coding: boolean,
  { aggregator, codingAggregator }: ConfiguredAggregators,
  study: AggregatorStudy | null = null,
): AggregatorRanking {
  const measured =
    study === null
      ? null
      : measuredFor(
          study,
          pool.map(({ name }) => name),
          coding,
        );
  const ranked = byMeasured(rankedByInstructions(pool, bank), measured);
  const named = (reference: string): PoolMember | undefined =>
    reference === "auto" ? undefined : ranked.find((member) => isNamed(member, reference));
  const general = named(aggregator);
  const forCoding = coding ? named(codingAggregator) : undefined;
  const best = ranked[0];
  const first = forCoding ?? general ?? best;
  if (first === undefined || best === undefined) return { members: [], choice: null };
  if (forCoding !== undefined && general === undefined) {
    const reasons = better(best, forCoding, bank, measured);
    if (reasons !== null) return led(best, ranked, reasons);
  }
  const set = forCoding !== undefined ? "smcs.codingAggregator" : general !== undefined ? "smcs.aggregator" : null;
  const onInstructions = accuracyOf(first, bank, INSTRUCTIONS);
  if (set !== null) return led(first, ranked, { reason: `It is set in ${set}.`, ...onInstructions });
  return led(first, ranked, measuredChoice(first, measured) ?? automaticChoice(first, bank));
}

/** Models that were compared come before those that were not, of which nobody knows how they merge. */
function byMeasured(ranked: readonly PoolMember[], measured: MeasuredAggregators | null): readonly PoolMember[] {
  const share = ({ name }: PoolMember): number => measured?.byModel.get(name)?.accuracy ?? -1;
  // The sort is stable: what is equal stays in the order of instruction following.
  return ranked.toSorted((a, b) => share(b) - share(a));
}

function measuredChoice({ name }: PoolMember, measured: MeasuredAggregators | null): Reasons | null {
  const own = measured?.byModel.get(name);
  if (measured === null || own === undefined) return null;
  const { accuracy, interval, questions } = own;
  const reason = `Of ${measured.byModel.size} models that were compared as aggregators it merged best, on ${questions} ${measured.about}.`;
  return { reason, accuracy, interval };
}

type Reasons = Omit<AggregatorChoice, "model">;

function led(first: PoolMember, others: readonly PoolMember[], reasons: Reasons): AggregatorRanking {
  const members = [first, ...others.filter((member) => member !== first)];
  return { members, choice: { model: first.name, ...reasons } };
}

function automaticChoice(best: PoolMember, bank: PackedBank): Reasons {
  const onInstructions = accuracyOf(best, bank, INSTRUCTIONS);
  if (onInstructions.accuracy !== null) {
    return { reason: "It follows instructions best, by the bank's instruction questions.", ...onInstructions };
  }
  const overall = accuracyOf(best, bank, null);
  if (overall.accuracy !== null) return { reason: "It is the most accurate model on the bank.", ...overall };
  return { reason: "No model has been evaluated: price and name decided.", ...overall };
}

function rankedByInstructions(pool: readonly PoolMember[], bank: PackedBank): PoolMember[] {
  return rankByPrior(
    pool.map((member) => {
      const overall = accuracyOf(member, bank, null).accuracy;
      const value = accuracyOf(member, bank, INSTRUCTIONS).accuracy ?? overall;
      const { name: model, price } = member;
      return { model, value: value ?? -1, evaluated: value !== null, overall, price, member };
    }),
  ).map(({ member }) => member);
}

/** Why `best` takes the place of the configured coding aggregator; null where it is not known to do better. */
function better(
  best: PoolMember,
  configured: PoolMember,
  bank: PackedBank,
  measured: MeasuredAggregators | null,
): Reasons | null {
  const [ours, theirs] = [best, configured].map(({ name }) => measured?.byModel.get(name));
  if (ours !== undefined && theirs !== undefined) {
    if (ours.accuracy <= theirs.accuracy) return null;
    const reason = `It merges better than ${configured.name}, the coding aggregator of the settings, as a comparison on ${ours.questions} ${measured?.about} has shown.`;
    return { reason, accuracy: ours.accuracy, interval: ours.interval };
  }
  const [own, other] = [accuracyOf(best, bank, CODING), accuracyOf(configured, bank, CODING)];
  if (own.accuracy === null || other.accuracy === null || own.accuracy <= other.accuracy) return null;
  const reason = `It does better on the bank's coding questions than ${configured.name}, the coding aggregator of the settings.`;
  return { reason, ...own };
}

/** How well a model follows instructions, by the bank's instruction questions. */
export function instructionFollowing(name: string, bank: PackedBank): Pick<AggregatorChoice, "accuracy" | "interval"> {
  return accuracyOf({ name }, bank, INSTRUCTIONS);
}

function accuracyOf(
  { name }: Pick<PoolMember, "name">,
  bank: PackedBank,
  domain: string | null,
): Pick<AggregatorChoice, "accuracy" | "interval"> {
  const { accuracies, known } = tallyOf(bank, domain);
  const column = bank.models.indexOf(name);
  const accuracy = accuracies[column] ?? null;
  return { accuracy, interval: accuracy === null ? null : wilsonInterval(accuracy, known[column] as number) };
}

/** Whether a model reference of the settings means this pool member. */
export function isNamed(member: Pick<PoolMember, "name" | "reference">, reference: string): boolean {
  return member.reference === reference || member.name === reference;
}

/**
 * The aggregators with those last that failed as referencers of this very run: asking them again would only repeat the
 * wait. It looks no further than to the first that is not known to fail, so that nobody waits for others.
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

/** Whether one of a model's answers came; a model that was not asked is not known to fail. */
async function hasAnswered(own: readonly Promise<unknown>[]): Promise<boolean> {
  for (const reference of own) if ((await reference) !== null) return true;
  return own.length === 0;
}
