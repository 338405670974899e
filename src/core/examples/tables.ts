import { languageOf } from "./calls.ts";
import type { PlacedExample } from "./example.ts";
import type { Subject } from "./subject.ts";
import { argumentsAt, valueAt } from "./values.ts";

const GIVEN = /^(?:inputs?|arguments?|args|given|calls?|value|text|string|n|x|s)$/iu;
const RESULT = /^(?:(?:expected )?(?:outputs?|results?|returns?|answer|value)|expected|returns?|gives)$/iu;

/** Finds the rows of Markdown tables with columns for what is given and what must come out. */
export function tablesIn(question: string, subject: Subject): PlacedExample[] {
  const lines = question.split("\n");
  let next = 0;
  const starts = lines.map((line) => {
    const start = next;
    next += line.length + 1;
    return start;
  });
  return lines.flatMap((line, index) => {
    if (!line.includes("|") || !cells(line).every((cell) => /^:?-+:?$/u.test(cell))) return [];
    const heads = cells(lines[index - 1] ?? "").map((head) => head.replaceAll(/[`*_]/gu, "").trim());
    const result = heads.findLastIndex((head) => RESULT.test(head) || isCallOf(head, subject));
    const given = heads.flatMap((head, at) =>
      at < result && (GIVEN.test(head) || /^[a-z_]\w*$/u.test(head)) ? [at] : [],
    );
    if (result < 0 || given.length === 0) return [];
    const end = lines.findIndex((row, at) => at > index && !row.includes("|"));
    return lines.slice(index + 1, end < 0 ? lines.length : end).flatMap((row, number) => {
      const found = rowOf(cells(row), given, result, subject);
      return found === null ? [] : [{ at: starts[index + 1 + number] ?? 0, ...found }];
    });
  });
}

function rowOf(
  row: readonly string[],
  given: readonly number[],
  result: number,
  subject: Subject,
): Omit<PlacedExample, "at"> | null {
  const texts = given.map((at) => plain(row[at] ?? ""));
  const expected = whole(plain(row[result] ?? ""));
  if (expected === null) return null;
  const language = languageOf(`${texts.join(" , ")} ${expected}`);
  const [call = ""] = texts;
  if (texts.length === 1 && isCallOf(call, subject)) {
    const inner = argumentsAt(call, call.indexOf("(") + 1);
    return /^\s*\)$/u.test(call.slice(inner.list.length === 0 ? call.indexOf("(") + 1 : inner.end))
      ? { given: { kind: "call", call }, expected, language }
      : null;
  }
  const text = texts.join(", ");
  const { list, end } = argumentsAt(text, 0);
  if (list.length === 0 || text.slice(end).trim() !== "" || subject.main === null) return null;
  return { given: { kind: "arguments", list }, expected, language };
}

function isCallOf(text: string, { defined }: Subject): boolean {
  const name = /^([A-Za-z_$][\w$]*)\(/u.exec(text)?.[1];
  return name !== undefined && (defined.length === 0 || defined.includes(name));
}

function cells(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/gu, "")
    .split("|")
    .map((cell) => cell.trim());
}

function plain(cell: string): string {
  return cell.replace(/^`+([^`]*)`+$/u, "$1").trim();
}

function whole(text: string): string | null {
  const value = valueAt(text, 0);
  return value !== null && value.end === text.length ? value.text : null;
}
