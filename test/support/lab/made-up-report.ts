import { htmlReport } from "../../../src/lab/benchmark/report/html-report.ts";
import { tablesFrom, variantsFor } from "../../../src/lab/benchmark/tables/tables.ts";
import { about, hostile } from "./report.ts";
import { context, madeUpOutcomes } from "./tables.ts";

export { tableNames } from "../../../src/lab/benchmark/tables/tables.ts";

/** Returns a page of tables of made-up outcomes, with hostile names and more data sets than columns. */
export function reportOf(names: readonly string[]): string {
  const everything = {
    ...context,
    models: [...context.models, ...hostile.map((name) => ({ name, pool: true }))],
    sources: ["MBPP", "MMLU-PRO", ...hostile, "git", "sql", "web"],
    simulated: true,
  };
  const outcomes = madeUpOutcomes(everything, variantsFor(names, everything), 44);
  return htmlReport(tablesFrom(names, everything, outcomes), {
    ...about,
    models: everything.models.map(({ name }) => name),
    simulated: true,
  });
}
