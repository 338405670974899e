import { createInterface } from "node:readline/promises";
import { visibleControls } from "../core/visible-controls.ts";
import { UsageError } from "./usage-error.ts";

/*
 * The door to the terminal: all that smcs prints goes through here. Replies, names of models and files, questions and
 * errors of servers are text of others, and a terminal obeys control characters: it may write the clipboard, rewrite what
 * stands above, or hide a line. The linter refuses other ways to print.
 */

/** Prints what was asked for on standard output, for people. */
export function print(text: string): void {
  console.log(visibleControls(text));
}

/** Prints a document on standard output as JSON that no terminal obeys. */
export function printJson(document: unknown, indent = 0): void {
  console.log(jsonText(document, indent));
}

/** Prints a result on standard output: with --json its document, otherwise its text. */
export function printResult({ json }: { readonly json?: boolean }, document: unknown, text: string): void {
  if (json === true) printJson(document);
  else print(text);
}

/** Tells people on standard error how it goes, and what went wrong. */
export function say(text: string): void {
  console.error(visibleControls(text));
}

/** Shows a line on standard error: on a terminal in place of the one before. */
export function showLine(line: string): void {
  const shown = visibleControls(line);
  process.stderr.write(isTerminal() ? `\r\u001b[K${shown}` : `${shown}\n`);
}

/** Leaves the line that `showLine` wrote as it is. */
export function endLine(): void {
  if (isTerminal()) process.stderr.write("\n");
}

/** Returns whether standard error is a terminal, where a line can be written over. */
export function isTerminal(): boolean {
  return process.stderr.isTTY;
}

/**
 * Asks a yes or no question on the terminal.
 *
 * @param otherwise what was not done where there is no terminal, and what to do next
 * @throws UsageError where there is no terminal to ask on
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

/** Where the parser of the command line writes its help and its complaints, which quote what was given. */
export const parserOutput = {
  writeOut: (text: string): void => {
    process.stdout.write(visibleControls(text));
  },
  writeErr: (text: string): void => {
    process.stderr.write(visibleControls(text));
  },
};

/** JSON escapes the control characters of ASCII only. Outside of its strings there are none of the others. */
function jsonText(document: unknown, indent: number): string {
  return JSON.stringify(document, null, indent).replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
