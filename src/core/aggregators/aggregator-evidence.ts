import type { PoolMember } from "../ports.ts";
import { type PackedBank, tallyOf } from "../packed-bank/index.ts";
import { rankByPrior } from "../selection/index.ts";
import { wilsonInterval } from "../wilson-interval.ts";
import type { MeasuredAggregators } from "./aggregator-study.ts";

/** Bank domain whose accuracy says how well a model follows instructions (A.4). */
export const INSTRUCTIONS = "instructions";
/** Minimum summed weight of known outcomes: below it, a model's share of right answers decides nothing. */
export const FEWEST_OUTCOMES = 10;

/** The facts that rank a model as an aggregator. */
export type Mergeable = Pick<PoolMember, "name" | "reference" | "price">;

/** A share of right answers. */
interface KnownShare {
  /** Weighted mean of Eq. 1's V. */
  readonly accuracy: number;
  /** Summed weight of the outcomes. */
  readonly known: number;
}

/** Returns a model's share of right answers on a domain (null: the whole bank), or null when no outcome is known. */
export type KnownShares = (model: string, domain: string | null) => KnownShare | null;

/** Returns the shares of the models of a packed bank. */
export function sharesOf(bank: PackedBank): KnownShares {
  return (model, domain) => {
    const { accuracies, known } = tallyOf(bank, domain);
    const column = bank.models.indexOf(model);
    const accuracy = accuracies[column] ?? null;
    return accuracy === null ? null : { accuracy, known: known[column] as number };
  };
}

/** A share of right answers with its confidence interval. */
export interface Evidence extends KnownShare {
  /** Wilson score interval, 95%. */
  readonly interval: readonly [low: number, high: number];
}

/** Returns a share with its interval, or null for a null share. */
export function evidenceOf(share: KnownShare | null): Evidence | null {
  return share === null ? null : { ...share, interval: wilsonInterval(share.accuracy, share.known) };
}

/** As `evidenceOf`, but returns null when the known outcomes weigh less than 10. */
export function enoughEvidence(share: KnownShare | null): Evidence | null {
  return share !== null && share.known >= FEWEST_OUTCOMES ? evidenceOf(share) : null;
}

/** Kinds of evidence about a model as an aggregator, the best first. */
const kinds = ["merged", "instructions", "bank", "none"] as const;

/** A model with the best kind of evidence that exists for it. */
export interface Judged<Member> {
  readonly member: Member;
  readonly kind: (typeof kinds)[number];
  /** Null for the kind `none`. */
  readonly evidence: Evidence | null;
}

/** Returns the models by kind of evidence, then by the lower end of the interval, then in the order of Eq. 5. */
export function rankedByEvidence<Member extends Mergeable>(
  pool: readonly Member[],
  shares: KnownShares,
  measured: MeasuredAggregators | null,
): readonly Judged<Member>[] {
  const rows = pool.map((member) => {
    const { name: model, price } = member;
    const own = measured?.byModel.get(model);
    const merged = own === undefined ? null : { ...own, known: own.questions };
    const bank = enoughEvidence(shares(model, null));
    const candidates = { merged, instructions: enoughEvidence(shares(model, INSTRUCTIONS)), bank, none: null };
    const kind = kinds.find((one) => candidates[one] !== null) ?? "none";
    const evidence = candidates[kind];
    const [value, overall] = [evidence?.interval[0] ?? -1, bank?.interval[0] ?? null];
    return { model, value, evaluated: evidence !== null, overall, price, member, kind, evidence };
  });
  return kinds.flatMap((kind) => rankByPrior(rows.filter((row) => row.kind === kind)));
}
