import { fencedBlocks } from "./fenced-blocks.ts";
import { lastStatement } from "./final-statement.ts";

/**
 * Returns the possible short final answers of a reply, the likeliest first: the answer that it marks or states,
 * otherwise its last code block, otherwise its last line. The whole reply is always the last one.
 */
export function exactAnswers(reply: string): string[] {
  const whole = reply.trim();
  const final = marked(whole) ?? stated(whole) ?? fencedBlocks(whole).at(-1)?.content ?? whole.split("\n").at(-1) ?? "";
  return [...new Set([...readings(final), whole])];
}

/** Returns the content of the last `[ANSWER]...[/ANSWER]`, which some prompts ask for. */
function marked(reply: string): string | undefined {
  return Array.from(reply.matchAll(/\[ANSWER\]([^]*?)(?:\[\/ANSWER\]|$)/gu), ([, text = ""]) => text).at(-1);
}

function stated(reply: string): string | undefined {
  const statement = lastStatement(reply);
  if (statement === undefined) return undefined;
  if (statement.answer !== "") return statement.answer;
  const below = reply.slice(statement.answerAt).replace(/^[*_\s]+/u, "");
  return fencedBlocks(below)[0]?.content ?? below.split("\n")[0];
}

/** Returns a text as it is, and without its decoration: bold, code, a full stop, `f(1) == ` before the value. */
function readings(final: string): string[] {
  const text = final.trim();
  const unset = text.replace(/^(?:\*\*|__)|(?:\*\*|__)(?=[.,]?$)/gu, "");
  const code = Array.from(unset.matchAll(/(`{1,3})(.+?)\1/gsu), ([, , inner = ""]) => inner.trim());
  const readings = [text, unset, ...(code.length === 1 ? code : [])];
  return readings.flatMap((reading) => {
    const stop = reading.replace(/\.$/u, "").trim();
    const value = /^(?:assert\s+)?\w+\(.*\)\s*==\s*(.+)$/su.exec(stop)?.[1];
    return [reading, stop, ...(value === undefined ? [] : [value])];
  });
}
