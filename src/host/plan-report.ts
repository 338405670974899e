import { estimateText } from "../core/cost/estimate-text.ts";
import type { Plan } from "../core/plan-run.ts";

/** What a run would do and cost, as Markdown. */
export function planReport({ selection, requests, estimate, warnings }: Plan, simulated: boolean): string {
  const { question, prior, referencers, support, supportBySource } = selection;
  const chosen = new Set(referencers);
  const percent = (share: number): string => `${(share * 100).toFixed(0)}%`;
  return [
    `# ${question}`,
    "",
    `${referencers.length} ${simulated ? "simulated " : ""}models would answer, in ${requests} requests with the aggregations.`,
    "",
    estimateText(estimate),
    ...warnings.map((warning) => `\n> ${warning}`),
    "",
    "| | model | prior | overall on the bank |",
    "| --- | --- | --- | --- |",
    ...prior.map(
      ({ model, value, evaluated, overall }) =>
        `| ${chosen.has(model) ? "**asked**" : ""} | ${model} | ${value.toFixed(3)}${evaluated ? "" : " (not evaluated)"} | ${overall === null ? "unknown" : percent(overall)} |`,
    ),
    "",
    `${support.length} support questions: ${Object.entries(supportBySource)
      .map(([name, share]) => `${name} ${percent(share)}`)
      .join(", ")}`,
    "",
    ...support.slice(0, 10).map(({ id, similarity }) => `- ${similarity.toFixed(3)} ${id}`),
    "",
  ].join("\n");
}
