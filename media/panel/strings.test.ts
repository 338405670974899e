import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { type Span, Visitor } from "oxc-parser";
import { calledName, syntaxTree } from "../../scripts/l10n/syntax.ts";

/** Texts that are the same in every language: symbols of the paper, the product's name and joining texts. */
const untranslated = new Set(["sim", "ppl", "total", "SMCS"]);

/** Returns the texts of a file that are outside of calls of `t` or `plural`. */
function strays(file: string): string[] {
  const code = readFileSync(new URL(file, import.meta.url), "utf8");
  const texts: (Span & { text: string })[] = [];
  const exempt: Span[] = [];
  new Visitor({
    Literal({ value, start, end }) {
      if (typeof value === "string") texts.push({ text: value, start, end });
    },
    TemplateElement({ value, start, end }) {
      texts.push({ text: value.raw, start, end });
    },
    ImportDeclaration: (node) => exempt.push(node),
    TSLiteralType: (node) => exempt.push(node),
    Property: ({ key }) => exempt.push(key),
    CallExpression(call) {
      const translated = { t: 1, plural: 3 }[calledName(call, code)] ?? 0;
      exempt.push(...call.arguments.slice(0, translated));
    },
  }).visit(syntaxTree(code, file));
  return texts
    .filter(({ start, end }) => !exempt.some((span) => span.start <= start && end <= span.end))
    .map(({ text }) => text)
    .filter((text) => /\p{L}{2}/u.test(text) && !untranslated.has(text));
}

describe("the panel's texts", () => {
  it("can all be translated", () => {
    assert.deepEqual(
      ["strings.ts", "system-strings.ts", "mending-strings.ts", "reason-strings.ts"].flatMap(strays),
      [],
    );
  });
});
