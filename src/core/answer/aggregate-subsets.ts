import { type DrawGroup, groupDraws, type Reference } from "../enhancement/index.ts";
import type { CallContext } from "../calls/index.ts";
import type { EarlyStop } from "./early-stop.ts";
import type { Question } from "../question.ts";
import type { PoolMember } from "../ports.ts";
import { requestAggregation } from "./request-aggregation.ts";
import type { Candidate } from "../systems/index.ts";

/** The inputs for merging subsets of the references. */
export interface Merging {
  readonly question: Question;
  /** One promise per referencer, highest prior first. */
  readonly references: readonly Promise<Reference>[];
  /** The aggregator, followed by its stand-ins. */
  readonly aggregators: Promise<readonly PoolMember[]>;
  readonly context: CallContext;
  /** Receives candidates as they arrive. Absent or null when the run waits for all of them. */
  readonly earlyStop?: EarlyStop | null;
}

/**
 * Merges every draw: G_i = A_agg(cat(O_sub_i)) (Sec. 3.4). An aggregation starts as soon as its own subset is complete.
 * Equal draws share one request with several choices. A draw leaves out references that failed, and is dropped when
 * none is left.
 *
 * @param subsets the draws, as ascending indices into the references
 * @returns the candidates with text, by draw index; empty when every draw was dropped or failed
 */
export function aggregateSubsets(subsets: readonly (readonly number[])[], merging: Merging): Promise<Candidate[]> {
  return aggregateGroups(groupDraws(subsets), merging);
}

/** As `aggregateSubsets`, for some of the draws only. */
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

/** The result of aggregating one group. */
interface Aggregation {
  readonly candidates: readonly Candidate[];
  /** The aggregators that failed before one succeeded, each with the reason. */
  readonly failures: readonly { readonly aggregator: string; readonly reason: string }[];
  readonly notes: readonly string[];
}

/**
 * Emits each note and failure once. Runs at the end and in draw order, so the record does not depend on the order of
 * arrival.
 */
function report(aggregations: readonly Aggregation[], { emit }: CallContext): void {
  const reasons = new Map<string, string>();
  for (const { aggregator, reason } of aggregations.flatMap(({ failures }) => failures)) {
    if (!reasons.has(aggregator)) reasons.set(aggregator, `${aggregator} could not merge the answers. ${reason}`);
  }
  const notes = new Set(aggregations.flatMap((aggregation) => aggregation.notes));
  for (const message of [...notes, ...reasons.values()]) emit({ type: "warning", message });
}

/** Merges the references of one group. When an aggregator fails, the next one takes over. */
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
    // An embedder failure fails the run here, as it would when candidates are scored.
    await Promise.all(counted);
    const { candidates, failure } = reply;
    notes.push(...reply.notes);
    if (candidates.length > 0 || isAborted(context)) return { candidates, failures, notes };
    failures.push({ aggregator: aggregator.name, reason: failure });
  }
  return { candidates: [], failures, notes };
}

/** Wrapped in a function so that TypeScript does not narrow `signal.aborted`. */
function isAborted({ signal }: CallContext): boolean {
  return signal.aborted;
}
