import { isAbout } from "./calls.ts";
import type { PlacedExample } from "./example.ts";
import { chainEnd } from "./expressions.ts";
import type { Subject } from "./subject.ts";
import { languageOf } from "./value-language.ts";
import { argumentsAt, valueAt } from "./values.ts";

const GIVEN = /^(?:inputs?|arguments?|args|given|calls?|value|text|string|输入|eingabe|[a-z_]\w*)$/iu;
const RESULT =
  /^(?:(?:expected )?(?:outputs?|results?|returns?|answer|value)|expected|returns?|gives|输出|结果|ausgabe|ergebnis)$/iu;

/** The columns of a table: what is given, and what must come out. */
interface Columns {
  readonly given: readonly { readonly at: number; readonly name: string | null }[];
  readonly result: number;
}

/** Finds the rows of Markdown tables with columns for what is given and what must come out. */
export function tablesIn(question: string, subject: Subject): PlacedExample[] {
  const lines = question.split("\n");
  const found: PlacedExample[] = [];
  let columns: Columns | null = null;
  let at = 0;
  for (const [index, line] of lines.entries()) {
    if (!line.includes("|")) columns = null;
    else if (cells(line).every((cell) => /^:?-+:?$/u.test(cell))) columns = columnsOf(lines[index - 1] ?? "", subject);
    else if (columns !== null) {
      const example = rowOf(cells(line).map(plain), columns, subject);
      if (example !== null) found.push({ at, ...example });
    }
    at += line.length + 1;
  }
  return found;
}

/** Returns the columns by a table's heads; null when it is not about inputs and results. */
function columnsOf(line: string, subject: Subject): Columns | null {
  const heads = cells(line).map((head) => head.replaceAll(/[`*_]/gu, "").trim());
  const { parameters } = subject;
  const others = heads.slice(0, -1);
  // A column for each parameter, and one more: its head may be anything, such as "price".
  const isWhole =
    others.length > 0 && others.length === parameters.length && others.every((head) => parameters.includes(head));
  const result = isWhole ? others.length : heads.findLastIndex((head) => RESULT.test(head) || isCallOf(head, subject));
  const given = heads.flatMap((head, at) => {
    if (at >= result || !GIVEN.test(head)) return [];
    return [{ at, name: isWhole && others.length > 1 ? head : null }];
  });
  return given.length === 0 ? null : { given, result };
}

function rowOf(row: readonly string[], { given, result }: Columns, subject: Subject): Omit<PlacedExample, "at"> | null {
  const texts = given.map(({ at }) => row[at] ?? "");
  const expected = row[result] ?? "";
  if (valueAt(expected, 0)?.end !== expected.length) return null;
  const language = languageOf(`${texts.join(" , ")} ${expected}`);
  const [call = ""] = texts;
  if (texts.length === 1 && isCallOf(call, subject))
    return chainEnd(call, 0) === call.length ? { given: { kind: "call", call }, expected, language } : null;
  const list = given.flatMap(({ name }, index) => {
    const [value, ...others] = argumentsAt(texts[index] ?? "", 0).list;
    return value === undefined ? [] : [{ ...value, name: value.name ?? name }, ...others];
  });
  const isComplete = list.length > 0 && texts.every((text) => argumentsAt(text, 0).end === text.length && text !== "");
  return isComplete ? { given: { kind: "arguments", list }, expected, language } : null;
}

function isCallOf(text: string, subject: Subject): boolean {
  const name = /^([A-Za-z_$][\w$]*)\(/u.exec(text)?.[1];
  return name !== undefined && isAbout(name, subject);
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
