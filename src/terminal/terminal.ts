import { createInterface } from "node:readline/promises";
import { visibleControls } from "../core/visible-controls.ts";
import { UsageError } from "./usage-error.ts";

/*
 * The door to the terminal: everything that smcs prints goes through here. Replies, names of models and files,
 * questions and errors of servers are foreign text, and a terminal obeys control characters: they may write the
 * clipboard, rewrite earlier lines or hide a line. The linter refuses other ways to print.
 */

/** Prints a result on standard output, as text for users. */
export function print(text: string): void {
  console.log(visibleControls(text));
}

/** Prints a document on standard output as JSON without control characters. */
export function printJson(document: unknown, indent = 0): void {
  console.log(jsonText(document, indent));
}

/** Prints a result on standard output: with --json its document, otherwise its text. */
export function printResult({ json }: { readonly json?: boolean }, document: unknown, text: string): void {
  if (json === true) printJson(document);
  else print(text);
}

/** Prints progress and errors on standard error, as text for users. */
export function say(text: string): void {
  console.error(visibleControls(text));
}

/** Shows a line on standard error; on a terminal it replaces the previous line. */
export function showLine(line: string): void {
  const shown = visibleControls(line);
  // A line that wraps could not be overwritten.
  const fitting = shown.slice(0, (process.stderr.columns || 80) - 1);
  process.stderr.write(isTerminal() ? `\r\u001b[K${fitting}` : `${shown}\n`);
}

/** Ends the line that `showLine` wrote, so that it stays. */
export function endLine(): void {
  if (isTerminal()) process.stderr.write("\n");
}

/** Returns whether standard error is a terminal, where a line can be overwritten. */
export function isTerminal(): boolean {
  return process.stderr.isTTY;
}

/**
 * Asks a yes or no question on the terminal.
 *
 * @param otherwise the error message without a terminal: what was not done, and what to do next
 * @throws UsageError when there is no terminal to ask on
 */
export async function askBack(question: string, otherwise: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new UsageError(otherwise);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${visibleControls(question)} [y/N] `, { signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** Output of the command line's parser: help, and errors that quote the arguments. */
export const parserOutput = {
  writeOut: (text: string): void => {
    process.stdout.write(visibleControls(text));
  },
  writeErr: (text: string): void => {
    process.stderr.write(visibleControls(text));
  },
};

/**
 * Returns JSON without control characters. JSON itself escapes only those of ASCII; all others can occur only inside
 * its strings.
 */
function jsonText(document: unknown, indent: number): string {
  return JSON.stringify(document, null, indent).replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
