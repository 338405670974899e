/**
 * Whether two texts are Python or JSON literals with the same value: numbers, strings, bytes, None, True, lists,
 * tuples, sets, dictionaries. Python's rules of equality hold (1 == 1.0 == True; a tuple is not a list). The order of a
 * dictionary or set does not count.
 *
 * @param sequences "alike" when a tuple may stand for a list, as in JSON
 */
export function sameLiteral(a: string, b: string, sequences: "alike" | "distinct" = "distinct"): boolean {
  const [first, second] = [canonical(a, sequences), canonical(b, sequences)];
  return first !== null && first === second;
}

/** Maximum depth of nested brackets: the same as in Python. Each level joins the texts inside it once more. */
const DEEPEST = 200;

/** Returns the same text for equal values; null for a text that is not a literal. */
function canonical(text: string, sequences: "alike" | "distinct"): string | null {
  try {
    const reader = new Reader(text.trim(), sequences);
    const value = reader.value();
    return reader.atEnd() ? value : null;
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

  value(): string {
    if (this.takes(/\[/y)) return `[${this.items("]", () => this.value()).items.join()}]`;
    if (this.takes(/set\(\s*\)/y)) return "{}set";
    if (this.takes(/\(/y)) return this.tuple();
    if (this.takes(/\{/y)) return this.braced();
    const number = this.takes(/[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/y);
    if (number !== undefined) return numberText(number.replaceAll("_", ""));
    const string = this.takes(/[bBrRuU]?(?:'(?:\\[^]|[^'\\\n])*'|"(?:\\[^]|[^"\\\n])*")/y);
    if (string !== undefined) return stringText(string);
    const sign = this.takes(/-/y) ?? "";
    const name = names.get(this.takes(/[A-Za-z]+\b/y) ?? "");
    if (name === undefined) throw new SyntaxError(`no literal at ${this.at}`);
    return sign + name;
  }

  private tuple(): string {
    const { items, comma } = this.items(")", () => this.value());
    if (items.length === 1 && !comma) return items[0] ?? "";
    return this.sequences === "alike" ? `[${items.join()}]` : `(${items.join()})`;
  }

  private braced(): string {
    const { items: entries } = this.items("}", () => {
      const key = this.value();
      const value = this.takes(/:/y) === undefined ? "" : `:${this.value()}`;
      return { text: key + value, keyed: value !== "" };
    });
    const kind = entries.length === 0 || entries.some(({ keyed }) => keyed) ? "" : "set";
    return `{${[...new Set(entries.map(({ text }) => text))].sort().join()}}${kind}`;
  }

  /** Reads the items up to the closing bracket. `comma` says whether a comma precedes that bracket. */
  private items<Item>(end: string, item: () => Item): { readonly items: Item[]; readonly comma: boolean } {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new SyntaxError(`deeper than ${DEEPEST} brackets`);
    const items: Item[] = [];
    const close = end === "]" ? /\]/y : end === ")" ? /\)/y : /\}/y;
    let comma = false;
    while (this.takes(close) === undefined) {
      if (items.length > 0 && !comma) throw new SyntaxError(`no ${end} at ${this.at}`);
      items.push(item());
      comma = this.takes(/,/y) !== undefined;
    }
    this.depth -= 1;
    return { items, comma };
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

/**
 * Returns the canonical text of a number. Whole numbers stay digits, because converting a million of them takes far
 * longer than reading them.
 */
function numberText(text: string): string {
  if (/^[-+]?\d+$/.test(text)) {
    const digits = text.replace(/^[-+]?0*(?=\d)/, "");
    return text.startsWith("-") && digits !== "0" ? `-${digits}` : digits;
  }
  const value = Number(text);
  return Number.isInteger(value) ? String(BigInt(value)) : String(value);
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
