/** A function, class, method or the like in a file; places in UTF-16 units from the file's beginning. */
export interface DefinedSymbol {
  readonly name: string;
  readonly start: number;
  /** The place behind its last unit. */
  readonly end: number;
  /** The place where its name begins. */
  readonly nameStart: number;
}

/** Keywords before the name of a definition, in any language. */
const KINDS = new Set(
  "class const constructor def enum fn fun func function impl interface let module object proc record struct sub trait type val var".split(" "),
); // prettier-ignore

/** Words before a name that is used, not defined. */
const USE = /^(?:await|case|delete|else|from|if|import|new|return|throw|typeof|using|while|with|yield)\b|[="'`+.!;{}]/u;

/**
 * Returns whether code defines a symbol of a file again: on one of its outermost lines the name follows the same kind
 * of keyword (`function`, `def`, `class`) as in the file, or looks like a method or a function without a keyword.
 *
 * @param text of the file
 * @param code without the indentation that all its lines share
 */
export function definesAgain(code: string, text: string, { name, nameStart }: DefinedSymbol): boolean {
  const lineStart = text.lastIndexOf("\n", nameStart - 1) + 1;
  const kind = keywordIn(text.slice(lineStart, nameStart));
  return code.split("\n").some((line) => {
    const before = /^\s/u.test(line) ? null : beforeName(line, name);
    if (before === null || USE.test(before) || keywordIn(before) !== kind) return false;
    return kind !== "" || opensParameters(line.slice(before.length + name.length).trim());
  });
}

/**
 * Returns whether the text behind a name belongs to a definition, not to a call: parameters, and no comma or semicolon
 * at the end.
 */
function opensParameters(rest: string): boolean {
  return /^(?:<[^(]*>\s*)?\(./u.test(rest) && !/[;,]$/u.test(rest);
}

function beforeName(line: string, name: string): string | null {
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    const around = `${line[at - 1] ?? " "}${line[at + name.length] ?? " "}`;
    if (!/[\w$]/u.test(around)) return line.slice(0, at);
  }
  return null;
}

function keywordIn(before: string): string {
  return before.split(/[^\w$]+/u).findLast((word) => KINDS.has(word)) ?? "";
}
