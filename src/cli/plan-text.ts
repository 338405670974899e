import type { Plan } from "../core/answer/index.ts";
import { conclusionOf, type SystemName } from "../core/system-names.ts";
import { askingLine, examplesLine, shareOf } from "./report.ts";

/**
 * Returns what a run would do, in lines for users: the models that would answer and merge, and the user's own prompts.
 */
export function planText(
  {
    selection,
    subsets,
    aggregator,
    prompts,
    cascade,
    examples,
    repair,
  }: Omit<Plan, "requests" | "estimate" | "warnings">,
  { system, simulated }: { readonly system: SystemName; readonly simulated: boolean },
): string {
  const task = conclusionOf(system) === "vote" ? "compare" : "merge";
  const own = Object.entries(prompts).flatMap(([name, texts]: [string, Readonly<Record<string, string | null>>]) =>
    Object.entries(texts).map(([part, text]) => `  ${name}, ${part}: ${indented(text ?? "(none)")}`),
  );
  return [
    askingLine(selection.referencers, simulated, "Would ask") ?? "No model would be asked.",
    ...(aggregator === null
      ? []
      : [`${aggregator.model} would ${task} their answers. ${aggregator.reason}${shareOf(aggregator)}`]),
    ...drawLines(subsets),
    ...(cascade ? ["One model after the other, until a reply suffices: it may be one request only."] : []),
    ...(examples === null ? [] : [examplesLine(examples)]),
    ...(repair ? ["One request more if the answer fails examples of the question."] : []),
    ...(own.length === 0 ? [] : ["Your own prompts", ...own]),
  ].join("\n");
}

/** Returns one line for each request: equal draws share one. */
function drawLines(subsets: Plan["subsets"]): string[] {
  const draws = new Map<string, number[]>();
  for (const [index, models] of subsets.entries()) {
    const key = models.join(", ");
    draws.set(key, [...(draws.get(key) ?? []), index + 1]);
  }
  return [...draws].map(([models, numbers]) => `  merged answer ${numbers.join(", ")}: ${models}`);
}

/** Indents all lines after the first one. */
const indented = (text: string): string => text.replace(/\n(?=.)/gu, "\n    ");
