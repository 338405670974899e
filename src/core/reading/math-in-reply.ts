import { lastBoxed } from "./boxed.ts";
import { lastStatement } from "./final-statement.ts";

/**
 * Returns the final answer of a reply, as written: the content of the last box, otherwise the last statement ("The
 * answer is 42."), otherwise the last number. Returns null when the reply has none of these.
 */
export function mathAnswerIn(reply: string): string | null {
  const boxed = lastBoxed(reply);
  if (boxed !== undefined) return boxed.trim();
  const statement = lastStatement(reply);
  if (statement !== undefined) {
    const below =
      reply
        .slice(statement.answerAt)
        .trim()
        .split(/\n\s*\n/u)[0] ?? "";
    const stated = statedValue(
      statement.answer === "" || /^(?:\$\$|\\\[)$/u.test(statement.answer) ? below : statement.answer,
    );
    if (stated !== "") return stated;
  }
  return lastNumber(reply);
}

/** Returns a statement up to the end of its formula, or of its sentence. */
function statedValue(statement: string): string {
  const text = statement.replace(/\*\*|__|`/gu, "").trim();
  const formula =
    /^(?:\$\$(?<display>[^$]+)\$\$|\$(?<inline>(?:\\\$|[^$])+)\$|\\\((?<round>.+?)\\\)|\\\[(?<square>[^]+?)\\\])(?<after>.*)/u.exec(
      text,
    )?.groups;
  if (formula !== undefined) {
    const value = formula["display"] ?? formula["inline"] ?? formula["round"] ?? formula["square"] ?? "";
    // A unit may follow the formula; a second formula makes it a list.
    return /^\s*(?:,|and)\s*\$/u.test(formula["after"] ?? "") ? text.replace(/\$|\.$/gu, "") : value.trim();
  }
  const sentence = /^(?:[^.\n]|\.(?=\S))*/u.exec(text)?.[0] ?? "";
  const value = sentence
    .replace(/^(?:option|value|equal to|approximately|about)\s+/iu, "")
    .replace(/(?<![\s.])[\s.]+$/u, "");
  // Cuts explanations: "5 (five)", "5, as computed", "5 because ..."
  return value.replace(
    /^([-−]?\$?\d(?:[\d,.]*\d)?(?:\/\d+)?%?)(?:\s*\([a-z -]+\)|,?\s+(?:as|because|since|so|which)\s.*)$/iu,
    "$1",
  );
}

function lastNumber(reply: string): string | null {
  const number = /[-−]?\s?\$?(?<![\w.])\d[\d,]*(?:\.\d+)?(?:\s*\/\s*\d+(?!\w))?%?|[-−]?\.\d+/gu;
  const last = reply.match(number)?.at(-1);
  return last === undefined ? null : last.replace(/,$/u, "").replaceAll(" ", "");
}
