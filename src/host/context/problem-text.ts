/** One problem that the editor shows in a file. */
export interface Problem {
  readonly severity: "error" | "warning" | "information" | "hint";
  readonly message: string;
  /** Its source with its code: `ts(2304)`; empty when unknown. */
  readonly source: string;
  /** First and last line, counted from 0. */
  readonly startLine: number;
  readonly endLine: number;
}

/** Number of lines of code around a problem. */
const MOST_LINES = 8;

/** Returns the problems of a file as text for a model, each with its lines of code, sorted by line. */
export function problemText(problems: readonly Problem[], lineAt: (line: number) => string): string {
  return problems
    .toSorted((a, b) => a.startLine - b.startLine)
    .map((problem) => `${headOf(problem)}\n${codeOf(problem, lineAt)}`)
    .join("\n\n");
}

function headOf({ severity, message, source, startLine }: Problem): string {
  return `Line ${startLine + 1}: ${severity}${source === "" ? "" : ` ${source}`}: ${message}`;
}

function codeOf({ startLine, endLine }: Problem, lineAt: (line: number) => string): string {
  const count = Math.min(endLine - startLine + 1, MOST_LINES);
  return Array.from({ length: count }, (_, index) => `${startLine + index + 1} | ${lineAt(startLine + index)}`).join(
    "\n",
  );
}
