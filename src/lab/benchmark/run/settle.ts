import { rankAggregators } from "../../../core/aggregators/index.ts";
import { missingAggregator, type Settled } from "../../../core/answer/index.ts";
import type { PoolMember } from "../../../core/ports.ts";
import { selectReferencers } from "../../../core/selection/index.ts";
import { isPublished } from "./published-replies.ts";
import type { BenchmarkMeans, Trial } from "./run-variant.ts";

/** What decides about the aggregators: never a part of the bank that a row is about. */
export type Merging = Pick<BenchmarkMeans, "members" | "bank" | "aggregator" | "codingAggregator" | "aggregatorStudy">;

/**
 * Returns what all variants share on a question: its data set, and what a live run of the settings over the whole bank
 * decides about coding and aggregators. Rows thereby differ in nothing but what they are about.
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
 * Returns the members that merge, best first, by the rule of live runs over the whole bank. Members without a server
 * do not merge.
 *
 * @param named the model that merges in place of that of the settings; null for that of the settings
 */
export function aggregatorsFor(coding: boolean, means: Merging, named: string | null = null): readonly PoolMember[] {
  const { aggregator, codingAggregator, bank, aggregatorStudy } = means;
  const configured = named === null ? { aggregator, codingAggregator } : { aggregator: named, codingAggregator: named };
  const members = means.members.filter((member) => !isPublished(member));
  return rankAggregators(members, bank.unified, { ...configured, coding }, aggregatorStudy).members;
}

/** Says, as a question does, which aggregators of the settings are not there. */
export function missingAggregators(means: Merging): string[] {
  const notes = [false, true].map((coding) => missingAggregator(means, coding, aggregatorsFor(coding, means)));
  return [...new Set(notes.filter((note) => note !== null))];
}
