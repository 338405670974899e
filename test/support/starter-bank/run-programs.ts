import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

// Runs the programs whose paths come on standard input, one a line; prints what went wrong with each, or null.
for await (const file of createInterface({ input: process.stdin })) {
  let error: string | null = null;
  try {
    await import(pathToFileURL(file).href);
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
  process.stdout.write(`\n${JSON.stringify({ error })}\n`);
}
// Programs may leave timers behind that nobody waits for.
process.exit(0);
