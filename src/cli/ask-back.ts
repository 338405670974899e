import { createInterface } from "node:readline/promises";
import { UsageError } from "./usage-error.ts";

/**
 * Asks a yes or no question on the terminal.
 *
 * @param otherwise what to do where there is no terminal, in a sentence
 * @throws UsageError where there is no terminal to ask on
 */
export async function askBack(question: string, otherwise: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new UsageError(`No model was asked. ${otherwise}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    terminal.close();
  }
}
