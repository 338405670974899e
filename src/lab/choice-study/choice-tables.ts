import { plainTable } from "../../report-page/index.ts";
import type { Interval } from "../statistics/paired-bootstrap.ts";
import type { ChoiceReport, RuleFigures } from "./study-choice.ts";

/** Returns the figures for people. */
export function choiceTables({ sets, candidates, rules, oracle, examples }: ChoiceReport): string {
  const { questions, found, rightWhenPassed, rightWhenFailed, medianMs, p95Ms } = examples;
  const compared = [...new Set(rules.flatMap(({ against }) => Object.keys(against)))];
  const rows = rules.map((figures) => [
    figures.rule,
    percent(figures.accuracy),
    range(figures.interval, percent),
    ...compared.map((name) => differenceTo(name, figures)),
  ]);
  return [
    `${sets} sets with ${candidates} candidates. Examples were found in ${questions} questions, ${found} in all.`,
    ...(medianMs === null
      ? []
      : [
          `Of the candidates that pass all examples ${percent(rightWhenPassed)} % are right, of the others ${percent(rightWhenFailed)} %.`,
          `All examples of one candidate took ${medianMs.toFixed(0)} ms (median), ${p95Ms?.toFixed(0) ?? "-"} ms (95th percentile).`,
        ]),
    "",
    ...plainTable(["", "right, %", "95% interval", ...compared.map((name) => `more than ${name}`)], rows),
    "",
    `The best possible choice: ${percent(oracle)} %.`,
  ].join("\n");
}

function differenceTo(name: string, { against }: RuleFigures): string {
  const found = against[name];
  return found === undefined ? "-" : `${signed(found.difference)} ${range(found.interval, signed)}`;
}

function percent(value: number | null): string {
  return value === null ? "-" : (100 * value).toFixed(1);
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${(100 * value).toFixed(1)}`;
}

function range(interval: Interval | null, shown: (value: number) => string): string {
  return interval === null ? "-" : `[${shown(interval[0])}, ${shown(interval[1])}]`;
}
