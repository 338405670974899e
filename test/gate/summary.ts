import { deep, SEED } from "../support/deep.ts";
import type { Outcome } from "./outcome.ts";

/** Outcomes of a step, and when it ran, in seconds since the process started. */
export interface StepEnd {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly outcomes: readonly Outcome[];
}

const SLOWEST = 10;

/** Returns the number of outcomes with this status. */
export function count(outcomes: readonly Outcome[], status: Outcome["status"]): number {
  return outcomes.filter((outcome) => outcome.status === status).length;
}

/** Returns a line about a step that has ended, with its failures and how to repeat them. */
export function stepLines({ name, from, to, outcomes }: StepEnd): string {
  const counts = countsOf(outcomes);
  const failed = outcomes.filter(({ status }) => status === "failed");
  return [`${(to - from).toFixed(1).padStart(6)} s  ${name}: ${counts}`, ...failed.map(failureLines)].join("\n");
}

/** Returns the table of all steps, the skipped tests, the slowest tests, and the line `N passed, N failed`. */
export function closingLines(steps: readonly StepEnd[]): string {
  const outcomes = steps.flatMap((step) => step.outcomes);
  const rows = steps.map(({ name, from, to, outcomes: its }) => [
    ...[name, count(its, "passed"), count(its, "failed"), count(its, "skipped")].map(String),
    ...[to - from, from, to].map((seconds) => seconds.toFixed(1)),
  ]);
  const tests = outcomes.filter(({ file }) => file !== "");
  const slowest = tests.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
  const failed = outcomes.filter(({ status }) => status === "failed");
  const skipped = outcomes.filter(({ status }) => status === "skipped");
  return [
    "",
    ...table([["step", "passed", "failed", "skipped", "seconds", "from", "to"], ...rows]),
    ...(slowest.length === 0 ? [] : ["", "The slowest tests:"]),
    ...slowest.map(({ ms, file, name }) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${file}: ${name}`),
    ...(skipped.length === 0 ? [] : ["", "Skipped:"]),
    ...skipped.map(({ file, name, reason = "no reason given" }) => `  ${file} ${name} (${reason})`),
    ...(failed.length === 0 ? [] : ["", "Failed:", ...failed.map(({ file, name }) => `  ${file} ${name}`)]),
    "",
    totalLine(outcomes),
  ].join("\n");
}

/** Returns `N passed, N failed`, with the number of skipped tests if there are any. */
export function totalLine(outcomes: readonly Outcome[]): string {
  return countsOf(outcomes);
}

function countsOf(outcomes: readonly Outcome[]): string {
  const skipped = count(outcomes, "skipped");
  return `${count(outcomes, "passed")} passed, ${count(outcomes, "failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function failureLines({ file, name, error = "" }: Outcome): string {
  const indented = error
    .trimEnd()
    .split("\n")
    .slice(0, 60)
    .map((line) => `    ${line.slice(0, 500)}`);
  const again = file === "" ? [] : [`    Again: ${commandFor(file)}`];
  return [`  FAILED ${file} ${name}`, ...indented, ...again].join("\n");
}

/** Returns the command that repeats a file's tests as they ran here. */
function commandFor(file: string): string {
  if (!deep) return `npm run test:stress -- ${file} --times 20 --load 4`;
  return `${SEED === 1 ? "" : `SMCS_SEED=${SEED} `}npm run test:deep -- ${file}`;
}

/** Returns the rows with columns as wide as their widest cell. All columns but the first are aligned right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
  );
}
