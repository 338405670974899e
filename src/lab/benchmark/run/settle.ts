import { rankAggregators } from "../../../core/aggregators/index.ts";
import { missingAggregator, type Settled } from "../../../core/answer/index.ts";
import type { PoolMember } from "../../../core/ports.ts";
import { selectReferencers } from "../../../core/selection/index.ts";
import { isPublished } from "./published-replies.ts";
import type { BenchmarkMeans, Trial } from "./run-variant.ts";

/** The inputs that decide about aggregators: never the part of the bank that a row varies. */
export type Merging = Pick<BenchmarkMeans, "members" | "bank" | "aggregator" | "codingAggregator" | "aggregatorStudy">;

/**
 * Returns the facts that all variants share on a question: its data set, and what a live run of the settings over the
 * whole bank decides about coding and aggregators. Therefore rows differ only in what they vary.
 */
export async function settle(
  { variant, question: { question }, dataSet }: Trial,
  means: Merging & Pick<BenchmarkMeans, "embedding" | "parameters">,
): Promise<Settled> {
  const { embedding, bank, parameters } = means;
  const { aggregator, codingAggregator } = variant;
  const [asked] = await embedding.embed([question], "query");
  if (asked === undefined) throw new RangeError(`${embedding.space} returned no embedding.`);
  const { coding } = selectReferencers({ text: question, embedding: asked }, bank.unified, [], parameters);
  const named = (coding ? codingAggregator : undefined) ?? aggregator;
  return { dataSet, coding, aggregators: aggregatorsFor(coding, means, named).map(({ name }) => name) };
}

/**
 * Returns the members that merge, best first, by the rule of live runs over the whole bank. Members without a server do
 * not merge.
 *
 * @param named the model that replaces the aggregator of the settings; null for no replacement
 */
export function aggregatorsFor(coding: boolean, means: Merging, named: string | null = null): readonly PoolMember[] {
  const { aggregator, codingAggregator, bank, aggregatorStudy } = means;
  const configured = named === null ? { aggregator, codingAggregator } : { aggregator: named, codingAggregator: named };
  const members = means.members.filter((member) => !isPublished(member));
  return rankAggregators(members, bank.unified, { ...configured, coding }, aggregatorStudy).members;
}

/** Returns warnings about aggregators of the settings that are not available, in the words of a live run. */
export function missingAggregators(means: Merging): string[] {
  const notes = [false, true].map((coding) => missingAggregator(means, coding, aggregatorsFor(coding, means)));
  return [...new Set(notes.filter((note) => note !== null))];
}
