import { type ModelMatch, type ModelMatches, normaliseModelName } from "../../core/model-names/index.ts";
import type { CapabilityTable, ModelRow, SourceCounts } from "./capability-table.ts";
import { plainLine } from "../../core/plain-line.ts";

/** Fewer questions of a source, or fewer outcomes of a model, say little. */
const FEW = 20;
/** How many names a sentence lists; the others are only counted. */
const MOST_NAMED = 5;

/**
 * Returns sentences about where the bank knows too little to choose models well: models, sources, questions, kinds of
 * evidence.
 */
export function coldStartWarnings(table: CapabilityTable, matches: ModelMatches): string[] {
  if (table.questions === 0) return ["The question bank has no questions to choose models by. Import some."];
  const rows = new Map(table.models.map((model) => [model.name, model]));
  return [
    ...(matches.configured.length === 0 ? ["No model is configured, so nothing is known about your own models."] : []),
    ...matches.configured.flatMap((match) => modelWarnings(match, rows.get(match.bankName), table.sources)),
    ...sourceWarnings(table),
    ...choiceWarnings(table),
    ...sameModelWarnings(table),
  ];
}

function modelWarnings(match: ModelMatch, row: ModelRow | undefined, sources: readonly SourceCounts[]): string[] {
  const who = shown(match.reference);
  if (row === undefined) {
    const suggested = match.suggestions.map(shown);
    const next =
      suggested.length === 0
        ? "Evaluate it, or set capabilityOf to its name in the bank."
        : `If it is ${listed(suggested, "or")}, set capabilityOf to that name; else evaluate it.`;
    return [`${who}: no outcomes (looked up as ${shown(match.bankName)}). ${next}`];
  }
  const thin = sources.flatMap(({ name, bank }, index) => {
    const evaluated = row.bySource[index]?.evaluated ?? 0;
    return evaluated < Math.min(FEW, bank) ? [`${shown(name)} (${evaluated} of ${bank})`] : [];
  });
  if (thin.length === 0) return [];
  const all = sources.filter(({ bank }) => bank > 0).length;
  const where = thin.length === all ? "every source" : count(thin.length, "source");
  return [`${who}: few outcomes on ${where}: ${listed(thin, "and")}.`];
}

function sourceWarnings({ sources }: CapabilityTable): string[] {
  const small = sources.filter(({ bank }) => bank > 0 && bank < FEW);
  const unevaluated = sources.filter((source) => source.unevaluated > 0);
  const untouched = unevaluated.reduce((total, source) => total + source.unevaluated, 0);
  const warnings: string[] = [];
  if (small.length > 0) {
    const names = small.map(({ name, bank }) => `${shown(name)} (${bank})`);
    warnings.push(`${count(small.length, "source")} with fewer than ${FEW} questions: ${listed(names, "and")}.`);
  }
  if (untouched > 0) {
    const names = unevaluated.map((source) => `${shown(source.name)} (${source.unevaluated} of ${source.bank})`);
    warnings.push(`No model has been evaluated on ${count(untouched, "question")}: ${listed(names, "and")}.`);
  }
  return warnings;
}

/** Choices are weak evidence, and an answer that could not be compared counts as half right. */
function choiceWarnings({ models, sources }: CapabilityTable): string[] {
  const mostlyChoices = sources.filter((_, index) => {
    const known = models.flatMap(({ bySource }) => bySource[index] ?? []);
    const evaluated = known.reduce((total, one) => total + one.evaluated, 0);
    return evaluated > 0 && 2 * known.reduce((total, one) => total + one.choices, 0) >= evaluated;
  });
  const modelsByChoice = models.filter(({ byEvidence, evaluated }) => 2 * byEvidence.choice >= evaluated);
  return [...weakEvidence("on", mostlyChoices), ...weakEvidence("of", modelsByChoice)];
}

function weakEvidence(preposition: "on" | "of", named: readonly { readonly name: string }[]): string[] {
  if (named.length === 0) return [];
  const names = named.map(({ name }) => shown(name));
  return [
    `At least half of the outcomes ${preposition} ${listed(names, "and")} come from your choices. They say less than ` +
      "checks do, and answers that could not be compared count as half right.",
  ];
}

function sameModelWarnings({ models }: CapabilityTable): string[] {
  return [...Map.groupBy(models, ({ name }) => normaliseModelName(name)).values()]
    .filter((rows) => rows.length > 1)
    .map((rows) => rows.map(({ name }) => shown(name)))
    .map((names) => `The bank has outcomes of ${listed(names, "and")} as separate models, which look like one model.`);
}

const shown = (name: string): string => plainLine(name, 60);
const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** Returns "a, b and c"; after the first few names only the number of further ones. */
function listed(names: readonly string[], conjunction: "and" | "or"): string {
  const more = names.length - MOST_NAMED;
  const parts = more > 0 ? [...names.slice(0, MOST_NAMED), `${more.toLocaleString("en")} more`] : names;
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${conjunction} ${parts.at(-1) ?? ""}`;
}
