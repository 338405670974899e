import { type DrawGroup, groupDraws, type Reference } from "../enhancement/index.ts";
import type { CallContext } from "../calls/index.ts";
import type { EarlyStop } from "./early-stop.ts";
import type { Question } from "../question.ts";
import type { PoolMember } from "../ports.ts";
import { requestAggregation } from "./request-aggregation.ts";
import type { Candidate } from "../systems/index.ts";

/** What subsets of the references are merged with. */
export interface Merging {
  readonly question: Question;
  /** One promise per referencer, highest prior first. */
  readonly references: readonly Promise<Reference>[];
  /** The aggregator and, behind it, its stand-ins. */
  readonly aggregators: Promise<readonly PoolMember[]>;
  readonly context: CallContext;
  /** Hears of candidates as they come; absent or null when all are waited for. */
  readonly earlyStop?: EarlyStop | null;
}

/**
 * G_i = A_agg(cat(O_sub_i)) for every draw (Sec. 3.4). An aggregation starts as soon as its own subset is complete;
 * equal draws are one request with several choices. A draw leaves out references that failed; when nothing is left of
 * it, it is dropped.
 *
 * @param subsets the draws, as ascending indices into the references
 * @returns the candidates with text, by draw index; empty when every draw was dropped or failed
 */
export function aggregateSubsets(subsets: readonly (readonly number[])[], merging: Merging): Promise<Candidate[]> {
  return aggregateGroups(groupDraws(subsets), merging);
}

/** The same for some of the draws only. */
export async function aggregateGroups(drawGroups: readonly DrawGroup[], merging: Merging): Promise<Candidate[]> {
  const { references, aggregators, context, earlyStop } = merging;
  const groups = drawGroups.map(async (group): Promise<Aggregation> => {
    const awaited = await Promise.all(references.filter((_, index) => group.subset.includes(index)));
    const arrived = awaited.filter((reference) => reference !== null);
    if (arrived.length > 0 && !isAborted(context)) {
      return aggregateGroup(group, arrived, await aggregators, merging);
    }
    for (const draw of group.draws) {
      earlyStop?.drop();
      context.emit({ type: "candidate-dropped", draw });
    }
    return { candidates: [], failures: [], notes: [] };
  });
  const aggregations = await Promise.all(groups);
  report(aggregations, context);
  return aggregations.flatMap(({ candidates }) => candidates).sort((a, b) => a.draw - b.draw);
}

/** What the aggregation of one group brought. */
interface Aggregation {
  readonly candidates: readonly Candidate[];
  /** The aggregators that failed before one succeeded, with the reason. */
  readonly failures: readonly { readonly aggregator: string; readonly reason: string }[];
  readonly notes: readonly string[];
}

/** Tells everything once; at the end and by draws, so that the record does not depend on what came first. */
function report(aggregations: readonly Aggregation[], { emit }: CallContext): void {
  const reasons = new Map<string, string>();
  for (const { aggregator, reason } of aggregations.flatMap(({ failures }) => failures)) {
    if (!reasons.has(aggregator)) reasons.set(aggregator, `${aggregator} could not merge the answers. ${reason}`);
  }
  const notes = new Set(aggregations.flatMap((aggregation) => aggregation.notes));
  for (const message of [...notes, ...reasons.values()]) emit({ type: "warning", message });
}

/** Aggregates the references of one group, going over to the next aggregator when one fails. */
async function aggregateGroup(
  { draws }: DrawGroup,
  references: readonly NonNullable<Reference>[],
  aggregators: readonly PoolMember[],
  { question, context, earlyStop }: Merging,
): Promise<Aggregation> {
  const failures: { aggregator: string; reason: string }[] = [];
  const notes: string[] = [];
  const counted: Promise<void>[] = [];
  for (const aggregator of aggregators) {
    const reply = await requestAggregation({ aggregator, question, draws, references }, context, (candidate) => {
      const agreement = earlyStop?.add(candidate) ?? Promise.resolve();
      // Awaited below; until then a failure must not count as unhandled.
      agreement.catch(() => undefined);
      counted.push(agreement);
    });
    // An embedder that fails here fails the run, as it will when candidates are scored.
    await Promise.all(counted);
    const { candidates, failure } = reply;
    notes.push(...reply.notes);
    if (candidates.length > 0 || isAborted(context)) return { candidates, failures, notes };
    failures.push({ aggregator: aggregator.name, reason: failure });
  }
  return { candidates: [], failures, notes };
}

/** A function, so that the compiler does not take one look at the signal for all later ones. */
function isAborted({ signal }: CallContext): boolean {
  return signal.aborted;
}
