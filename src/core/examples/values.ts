/** A value in a text. */
export interface Value {
  readonly text: string;
  /** Index behind the value. */
  readonly end: number;
}

/** A value that is given to a function, with the parameter's name if the text has it. */
export interface Argument {
  readonly name: string | null;
  readonly value: string;
}

/** Maximum depth of nested brackets in a value. */
const DEEPEST = 30;
/** Maximum length of one value, in characters; nobody writes a longer one into a question. */
const LONGEST = 20_000;

const NUMBER = /[-+]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?n?(?![\w%°])/y;
const STRING = /[bBrRuU]?(?:"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|`(?:\\[^]|[^`\\\n$])*`)/y;
const WORD = /-?(?:None|True|False|null|true|false|undefined|NaN|nan|Infinity|inf)(?![\w(])/y;
const EMPTY = /(?:set|dict|list|tuple)\(\)/y;
const KEY = /[A-Za-z_$][\w$]*(?=\s*:)/y;
const NAME = /([A-Za-z_]\w*)\s*[=:](?!=)\s*/y;
const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}" };

/** Returns what a sticky pattern matches at an index; null when it does not. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * Reads the value that stands at an index: a number, string, constant, list, tuple, set, dictionary or object of Python
 * or JavaScript, without names and operators. Takes time linear in the value.
 *
 * @returns null when there is none
 */
export function valueAt(text: string, at: number): Value | null {
  const end = endOf(text, at, 0, at + LONGEST);
  return end === null ? null : { text: text.slice(at, end), end };
}

/**
 * Reads the values at an index, each with or without a name, separated by commas or line ends, such as
 * `nums = [1, 2], k = 3`. The end is behind the last value.
 */
export function argumentsAt(text: string, at: number): { readonly list: readonly Argument[]; readonly end: number } {
  const list: Argument[] = [];
  let [end, next] = [at, skip(text, at)];
  for (;;) {
    const name = matchAt(NAME, text, next);
    const value = valueAt(text, next + (name?.[0].length ?? 0));
    if (value === null) return { list, end };
    list.push({ name: name?.[1] ?? null, value: value.text });
    end = value.end;
    next = skip(text, end);
    if (text[next] === ",") next = skip(text, next + 1);
    else if (!text.slice(end, next).includes("\n")) return { list, end };
  }
}

/** Returns the index of the next character that is not white space. */
export function skip(text: string, at: number): number {
  let next = at;
  while (/\s/u.test(text.charAt(next))) next += 1;
  return next;
}

function endOf(text: string, at: number, depth: number, limit: number): number | null {
  const close = CLOSING[text[at] ?? ""];
  if (close === undefined) {
    const found = [STRING, NUMBER, WORD, EMPTY].map((one) => matchAt(one, text, at)).find((one) => one !== null);
    return found == null || at + found[0].length > limit ? null : at + found[0].length;
  }
  if (depth >= DEEPEST) return null;
  let next = skip(text, at + 1);
  while (text[next] !== close) {
    if (next > limit) return null;
    const key = close === "}" ? matchAt(KEY, text, next) : null;
    const item = key === null ? endOf(text, next, depth + 1, limit) : next + key[0].length;
    if (item === null) return null;
    next = skip(text, item);
    if (close === "}" && text[next] === ":") {
      const value = endOf(text, skip(text, next + 1), depth + 1, limit);
      if (value === null) return null;
      next = skip(text, value);
    }
    if (text[next] === ",") next = skip(text, next + 1);
    else if (text[next] !== close) return null;
  }
  return next + 1;
}
