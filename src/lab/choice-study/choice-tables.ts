import { plainTable } from "../../report-page/index.ts";
import type { CascadeFigures, ChoiceReport, EarlyStopFigures, ExampleFigures, RuleFigures } from "./choice-report.ts";
import type { Mean } from "./figures.ts";

/** Returns the figures for people. */
export function choiceTables({
  sets,
  questions,
  candidates,
  rules,
  oracle,
  cascades,
  earlyStop,
  examples,
}: ChoiceReport): string {
  return [
    `${sets} sets with ${candidates} candidates, for ${questions} questions.`,
    ...exampleLines(examples),
    "",
    ...ruleTable(rules),
    "",
    `The best possible choice: ${percent(oracle)} %.`,
    ...(cascades.length === 0 ? [] : ["", "Models asked one at a time, in the order of their priors:"]),
    ...(cascades.length === 0 ? [] : cascadeTable(cascades)),
    "",
    ...earlyStopLines(earlyStop),
  ].join("\n");
}

function exampleLines({
  questions,
  found,
  rightWhenPassed,
  rightWhenFailed,
  allFail,
  rightWhenAllFail,
  medianMs,
  p95Ms,
}: ExampleFigures): string[] {
  const lines = [`Questions with examples: ${questions}, with ${found} examples in all.`];
  if (medianMs === null || p95Ms === null) return lines;
  return [
    ...lines,
    `Of the candidates that pass all examples ${percent(rightWhenPassed)} % are right, of the others ${percent(rightWhenFailed)} %.`,
    `No candidate passes all examples in ${allFail} sets, where SMCS asks for a correction. Without one ${percent(rightWhenAllFail)} % of the choices there are right.`,
    `From a candidate's text to its outcome: ${medianMs.toFixed(0)} ms (median), ${p95Ms.toFixed(0)} ms (95th percentile).`,
  ];
}

function ruleTable(rules: readonly RuleFigures[]): string[] {
  // The others in the order of the rules, although no rule is compared with itself.
  const others = new Set(rules.flatMap(({ against }) => Object.keys(against)));
  const compared = rules.map(({ rule }) => rule).filter((name) => others.has(name));
  const rows = rules.map(({ rule, accuracy, against }) => [
    rule,
    percent(accuracy.value),
    range(accuracy, percent),
    ...compared.map((name) => difference(against[name])),
  ]);
  return plainTable(["", "right, %", "95% interval", ...compared.map((name) => `more than ${name}`)], rows);
}

function cascadeTable(cascades: readonly CascadeFigures[]): string[] {
  const rows = cascades.map(({ cascade, accuracy, asked, againstAll }) => [
    cascade,
    percent(asked.value),
    percent(accuracy.value),
    difference(againstAll),
  ]);
  return plainTable(["", "asked, %", "right, %", "more than asking all"], rows);
}

function earlyStopLines({ accuracy, againstAll, stopped, notWaitedFor }: EarlyStopFigures): string[] {
  return [
    `The early stop ends ${percent(stopped.value)} % of the arrivals and leaves out ${percent(notWaitedFor.value)} % of the candidates.`,
    `The choice by S_sim among the others is right in ${percent(accuracy.value)} %, ${difference(againstAll)} against waiting for all.`,
  ];
}

function difference(mean: Mean | undefined): string {
  return mean === undefined ? "-" : `${signed(mean.value)} ${range(mean, signed)}`;
}

function percent(value: number | null): string {
  return value === null ? "-" : (100 * value).toFixed(1);
}

function signed(value: number | null): string {
  if (value === null) return "-";
  const shown = (100 * value).toFixed(1);
  return Number(shown) < 0 ? shown : `+${shown.replace("-", "")}`;
}

function range({ interval }: Mean, shown: (value: number) => string): string {
  return interval === null ? "-" : `[${shown(interval[0])}, ${shown(interval[1])}]`;
}
