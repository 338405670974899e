import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Target, targetOf } from "./target.ts";

const basket = `import { tax } from "./tax";

export interface Item {
  price: number;
}

/** What a basket costs. */
export function total(items: Item[]): number {
  return items.reduce((sum, { price }) => sum + price, 0);
}

const half = (sum: number) => sum / 2;

export class Basket {
  items: Item[] = [];

  // Once.
  total(): number {
    return tax(total(this.items));
  }
}
`;

/** Returns a symbol of the basket from the first place of one text to the end of the first place of another. */
function symbol(
  name: string,
  from: string,
  to: string,
): { name: string; start: number; end: number; nameStart: number } {
  const start = basket.indexOf(from);
  return { name, start, end: basket.indexOf(to, start) + to.length, nameStart: basket.indexOf(name, start) };
}

const symbols = [
  symbol("Item", "export interface", "}"),
  symbol("total", "export function total", "\n}"),
  symbol("half", "half =", "2"),
  symbol("Basket", "export class", "\n}"),
  symbol("total", "total(): number", "\n  }"),
];
const cursor = { start: 5, end: 5 };
const file = { text: basket, selection: cursor, symbols, isNamed: false };

function replaced({ range }: Target): string {
  return basket.slice(range.start, range.end);
}

describe("what code takes the place of", () => {
  it("is the selection where there is one", () => {
    const selection = { start: 3, end: 9 };
    const target = targetOf("function total() {\n}", { ...file, selection, isNamed: true });
    assert.deepEqual(target, { kind: "selection", name: null, range: selection });
  });

  it("is the one symbol that it defines again", () => {
    const target = targetOf("function total(items: Item[]) {\n  return 0;\n}", file);
    assert.equal(target.kind, "symbol");
    assert.equal(target.name, "total");
    assert.match(replaced(target), /^export function total[^]*sum \+ price, 0\);\n}$/);
  });

  it("has the comments above with it where the code brings its own", () => {
    const target = targetOf("/**\n * Costs.\n */\nfunction total() {\n}", file);
    assert.match(replaced(target), /^\/\*\* What a basket costs\. \*\/\nexport function total/);
    const method = targetOf("  // Twice.\n  total(): number {\n    return 2;\n  }", file);
    assert.match(replaced(method), /^\/\/ Once\.\n {2}total\(\): number {[^]*\n {2}}$/);
  });

  it("has the words and the semicolon around a constant with it", () => {
    assert.equal(replaced(targetOf("const half = (sum) => sum / 3;", file)), "const half = (sum: number) => sum / 2;");
    assert.equal(replaced(targetOf("const half = (sum) => sum / 3", file)), "const half = (sum: number) => sum / 2");
  });

  it("is the cursor where it defines several symbols, or none", () => {
    const both = "function total() {\n}\n\nclass Basket {\n}";
    assert.deepEqual(targetOf(both, file), { kind: "cursor", name: null, range: cursor });
    assert.equal(targetOf("console.log(1);", file).kind, "cursor");
    assert.equal(targetOf("", file).kind, "cursor");
  });

  it("is the whole file where the block names it or holds most of its lines", () => {
    const whole = { kind: "file", name: null, range: { start: 0, end: basket.length } };
    assert.deepEqual(targetOf("console.log(1);", { ...file, isNamed: true }), whole);
    assert.deepEqual(targetOf(basket.replace("return 0", "return 1"), file), whole);
  });

  it("is the whole file also where only one symbol is in it and the code holds what stands around that", () => {
    const text = "import a\nimport b\n\ndef total():\n    return a\n";
    const one = { name: "total", start: 19, end: 44, nameStart: 23 };
    const small = { text, selection: cursor, symbols: [one], isNamed: false };
    assert.equal(targetOf("import a\nimport b\n\ndef total():\n    return b\n", small).kind, "file");
    assert.equal(targetOf("def total():\n    return b\n", small).kind, "symbol");
  });
});
