import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

// Runs the programs whose paths arrive on standard input, one a line. Prints the error of each, or null.
for await (const file of createInterface({ input: process.stdin })) {
  let error: string | null = null;
  try {
    await import(pathToFileURL(file).href);
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
  process.stdout.write(`\n${JSON.stringify({ error })}\n`);
}
// Programs may leave timers behind, which must not delay the end.
process.exit(0);
