import type { CapabilityTable } from "./capability-table.ts";

/** Models and sources beyond these make a table that nobody reads; the bank itself may hold any number. */
const MOST_MODELS = 200;
const MOST_SOURCES = 60;

/**
 * The most accurate models and the largest sources with questions to choose by, no more than these, with what was left out
 * in a sentence.
 */
export function limited(
  table: CapabilityTable,
  mostModels = MOST_MODELS,
  mostSources = MOST_SOURCES,
): CapabilityTable & { readonly leftOut: string | null } {
  const { models } = table;
  // Sources of test questions alone come last, so that the models' columns still fit.
  const sources = table.sources.filter(({ bank }) => bank > 0);
  const tests = table.sources.length - sources.length;
  const left = [
    models.length > mostModels ? `${models.length - mostModels} less accurate models` : [],
    sources.length > mostSources ? `${sources.length - mostSources} smaller sources` : [],
    tests > 0 ? `${tests} ${tests === 1 ? "source" : "sources"} of test questions alone` : [],
  ].flat();
  return {
    ...table,
    models: models.slice(0, mostModels).map((row) => ({ ...row, bySource: row.bySource.slice(0, mostSources) })),
    sources: sources.slice(0, mostSources),
    leftOut: left.length === 0 ? null : `Not shown: ${left.join(", ")}.`,
  };
}
