import { isKnownName } from "./known-names.ts";
import { matchAt } from "./values.ts";

/** Maximum length of an expression or statement that is read, in characters. */
const LONGEST = 2_000;

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const QUOTED = /"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|`(?:\\[^]|[^`\\\n])*`/y;
const ALL_QUOTED = new RegExp(QUOTED.source, "gu");
const FIRST = /(?:await[ \t]+)?(?:new[ \t]+)?[A-Za-z_$][\w$]*/y;
const MEMBER = /\??\.[A-Za-z_$][\w$]*/y;
/** Parameters of functions in code, and names of its loops. */
const BOUND =
  /\blambda\b[^:]{0,100}:|\bfor\b[^()]{0,60}?\bin\b|\([\w\s,]{0,100}\)\s*=>|(?<![\w$])[A-Za-z_$][\w$]{0,60}\s*=>/gu;
const NAME = /(?<![\w$]|(?<!\.)\.)[A-Za-z_$][\w$]*/gu;
/** Names of parameters in calls and keys of objects, with what is in front of them. */
const LABEL = /[({,]\s*[A-Za-z_$][\w$]*\s*(?:=(?![=>])|:)/gu;

/**
 * Visits the characters from an index on that stand in no text in quotes, with the depth of the brackets around each. An
 * opening and a closing bracket have the depth outside of them. Ends where `visit` returns true, at a bracket that
 * closes what was not opened, and at the maximum length.
 *
 * @returns the index at which it ended
 */
function walk(text: string, from: number, visit: (at: number, depth: number) => boolean): number {
  const closing: string[] = [];
  const end = Math.min(text.length, from + LONGEST);
  let at = from;
  while (at < end) {
    const character = text.charAt(at);
    const quoted = `"'\``.includes(character) ? matchAt(QUOTED, text, at) : null;
    if (quoted !== null) {
      at += quoted[0].length;
      continue;
    }
    if (character === closing.at(-1)) closing.pop();
    else if (")]}".includes(character)) return at;
    if (visit(at, closing.length)) return at;
    const close = CLOSING[character];
    if (close !== undefined) closing.push(close);
    at += 1;
  }
  return end;
}

/** Returns the index of the bracket that closes the one at an index; null when there is none. */
export function closingOf(text: string, at: number): number | null {
  let close: number | null = null;
  walk(text, at, (index, depth) => {
    if (index > at && depth === 0) close = index;
    return close !== null;
  });
  return close;
}

/**
 * Returns the index behind the name at an index and all that follows it: calls, members and indices, as in
 * `Matrix([1]).rows[0]`. Returns null when there is no name, or when the bracket of its first call is not closed.
 */
export function chainEnd(text: string, at: number): number | null {
  const first = matchAt(FIRST, text, at);
  if (first === null) return null;
  let end = at + first[0].length;
  let hasCall = false;
  for (;;) {
    const member = matchAt(MEMBER, text, end);
    if (member !== null) {
      end += member[0].length;
      continue;
    }
    if (text[end] !== "(" && text[end] !== "[") return end;
    const close = closingOf(text, end);
    if (close === null) return hasCall ? end : null;
    hasCall ||= text[end] === "(";
    end = close + 1;
  }
}

/** Returns the parts of code between separators that stand in no bracket and no text in quotes. */
export function partsOf(code: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let from = 0;
  walk(code, 0, (at, depth) => {
    const found = depth === 0 && at >= from ? matchAt(separator, code, at) : null;
    if (found === null) return false;
    parts.push(code.slice(from, at).trim());
    from = at + found[0].length;
    return false;
  });
  return [...parts, code.slice(from).trim()];
}

/** Returns the statement at an index: its line, and further ones while a bracket is open. Null when it is too long. */
export function statementAt(text: string, from: number): string | null {
  const end = walk(text, from, (at, depth) => text[at] === "\n" && depth === 0);
  return end === from + LONGEST ? null : text.slice(from, end).trimEnd();
}

/** Returns code with empty texts in quotes. */
export function withoutTexts(code: string): string {
  return code.replaceAll(ALL_QUOTED, '""');
}

/**
 * Returns the names that code takes from outside: neither its own, as of parameters, nor those that every program of its
 * language knows.
 */
export function namesFromOutside(code: string): string[] {
  const bare = withoutTexts(code);
  const own = new Set((bare.match(BOUND) ?? []).join(" ").match(NAME));
  const labels = new Set(Array.from(bare.matchAll(LABEL), (label) => label.index + label[0].search(/[A-Za-z_$]/u)));
  const used = Array.from(bare.matchAll(NAME)).filter(({ index }) => !labels.has(index));
  return used.map(([name]) => name).filter((name) => !own.has(name) && !isKnownName(name));
}
