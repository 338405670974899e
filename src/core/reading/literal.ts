/**
 * Whether two texts are Python or JSON literals with the same value: numbers, strings, bytes, None, True, lists,
 * tuples, sets, dictionaries. Python's rules of equality hold (1 == 1.0 == True; a tuple is not a list). The order of a
 * dictionary or set does not count.
 *
 * @param sequences "alike" when a tuple may stand for a list, as in JSON
 */
export function sameLiteral(a: string, b: string, sequences: "alike" | "distinct" = "distinct"): boolean {
  if (Math.max(a.length, b.length) > MOST_TIMES * Math.min(a.length, b.length) + ALWAYS_READ) return false;
  const [first, second] = [canonical(a, sequences), canonical(b, sequences)];
  return first !== null && first === second;
}

/**
 * A literal that is this many times as long as the other, and this many characters longer, is another value: the same
 * value has no such spellings. So the other literal, which a task gives, bounds the work on a program's result.
 */
const MOST_TIMES = 8;
const ALWAYS_READ = 10_000;

/** Maximum depth of nested brackets: the same as in Python. */
const DEEPEST = 200;

/** Returns the same text for equal values; null for a text that is not a literal. */
function canonical(text: string, sequences: "alike" | "distinct"): string | null {
  try {
    const reader = new Reader(text.trim(), sequences);
    reader.value();
    return reader.atEnd() ? reader.found() : null;
  } catch {
    return null;
  }
}

const names = new Map([
  ["None", "none"],
  ["null", "none"],
  ["True", "1"],
  ["true", "1"],
  ["False", "0"],
  ["false", "0"],
  ["NaN", "nan"],
  ["nan", "nan"],
  ["Infinity", "infinity"],
  ["inf", "infinity"],
]);

const escapes = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
  ["a", "\x07"],
  ["0", "\0"],
  ["\n", ""],
]);

class Reader {
  private at = 0;
  private depth = 0;
  /** The canonical text so far, in pieces that are joined once. */
  private readonly out: string[] = [];
  private readonly text: string;
  private readonly sequences: "alike" | "distinct";

  constructor(text: string, sequences: "alike" | "distinct") {
    this.text = text;
    this.sequences = sequences;
  }

  atEnd(): boolean {
    this.blanks();
    return this.at === this.text.length;
  }

  found(): string {
    return this.out.join("");
  }

  /** Reads a literal. */
  value(): void {
    if (this.takes(/\[/y)) this.list();
    else if (this.takes(/set\(\s*\)/y)) this.out.push("{}set");
    else if (this.takes(/\(/y)) this.tuple();
    else if (this.takes(/\{/y)) this.braced();
    else this.out.push(this.single());
  }

  private single(): string {
    const number = this.takes(/[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/y);
    if (number !== undefined) return numberText(number.replaceAll("_", ""));
    const string = this.takes(/[bBrRuU]?(?:'(?:\\[^]|[^'\\\n])*'|"(?:\\[^]|[^"\\\n])*")/y);
    if (string !== undefined) return stringText(string);
    const sign = this.takes(/-/y) ?? "";
    const name = names.get(this.takes(/[A-Za-z]+\b/y) ?? "");
    if (name === undefined) throw new SyntaxError(`no literal at ${this.at}`);
    return sign + name;
  }

  private list(): void {
    this.out.push("[");
    this.items("]", () => {
      this.value();
    });
    this.out.push("]");
  }

  private tuple(): void {
    const begin = this.out.push("(") - 1;
    const { count, comma } = this.items(")", () => {
      this.value();
    });
    const isTuple = count !== 1 || comma;
    const [open, close] = this.sequences === "alike" ? ["[", "]"] : ["(", ")"];
    this.out[begin] = isTuple ? open : "";
    if (isTuple) this.out.push(close);
  }

  private braced(): void {
    const begin = this.out.length;
    const entries: string[] = [];
    const keys = { are: false };
    this.items("}", () => {
      this.value();
      if (this.takes(/:/y) !== undefined) {
        keys.are = true;
        this.out.push(":");
        this.value();
      }
      entries.push(this.out.splice(begin).join(""));
    });
    const kind = entries.length === 0 || keys.are ? "" : "set";
    this.out.splice(begin);
    this.out.push(`{${[...new Set(entries)].sort().join()}}${kind}`);
  }

  /** Reads the items up to the closing bracket. `comma` says whether a comma precedes that bracket. */
  private items(end: string, item: () => void): { readonly count: number; readonly comma: boolean } {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new SyntaxError(`deeper than ${DEEPEST} brackets`);
    const close = end === "]" ? /\]/y : end === ")" ? /\)/y : /\}/y;
    let [count, comma] = [0, false];
    while (this.takes(close) === undefined) {
      if (count > 0 && !comma) throw new SyntaxError(`no ${end} at ${this.at}`);
      if (count > 0 && end !== "}") this.out.push(",");
      item();
      count += 1;
      comma = this.takes(/,/y) !== undefined;
    }
    this.depth -= 1;
    return { count, comma };
  }

  private takes(pattern: RegExp): string | undefined {
    this.blanks();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private blanks(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at += 1;
  }
}

/** Maximum number of digits of a whole number that a float can be. */
const FLOAT_DIGITS = 309;

/**
 * Returns the canonical text of a number. Whole numbers stay digits, because converting a million of them takes far
 * longer than reading them, unless they are large and a float is the same number.
 */
function numberText(text: string): string {
  if (!/^[-+]?\d+$/.test(text)) return String(Number(text));
  const digits = text.replace(/^[-+]?0*(?=\d)/, "");
  const whole = text.startsWith("-") && digits !== "0" ? `-${digits}` : digits;
  const isLarge = digits.length > 15 && digits.length <= FLOAT_DIGITS;
  return isLarge && BigInt(Number(digits)) === BigInt(digits) ? String(Number(whole)) : whole;
}

function stringText(literal: string): string {
  const prefix = /^[a-z]/i.exec(literal)?.[0].toLowerCase() ?? "";
  const inner = literal.slice(prefix.length + 1, -1);
  const text =
    prefix === "r"
      ? inner
      : inner.replace(
          /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([^]))/gi,
          (whole, ...of: (string | undefined)[]) => {
            const code = of.slice(0, 3).find((digits) => typeof digits === "string");
            if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
            const letter = of[3] ?? "";
            return escapes.get(letter) ?? (/[\\'"/]/.test(letter) ? letter : whole);
          },
        );
  return (prefix === "b" ? "b" : "") + JSON.stringify(text);
}
