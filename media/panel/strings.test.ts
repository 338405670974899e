import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import ts from "typescript";

const sources = ["strings.ts", "system-strings.ts"].map((name) => {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
});

/** Symbols of the paper, the product's name and what only joins texts are the same in every language. */
const untranslated = new Set(["sim", "ppl", "total", "SMCS"]);

/** Texts of the file that are not written out in a call of `t` or `plural`. */
function strays(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return [];
  if (ts.isPropertyAssignment(node)) return strays(node.initializer);
  if (ts.isCallExpression(node) && ["t", "plural"].includes(node.expression.getText())) {
    const values = node.arguments.slice(node.expression.getText() === "t" ? 1 : 3);
    return values.flatMap(strays);
  }
  const texts = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) ? [node.text] : [];
  const own = texts.filter((text) => /\p{L}{2}/u.test(text) && !untranslated.has(text));
  return [...own, ...childrenOf(node).flatMap(strays)];
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

describe("the panel's texts", () => {
  it("can all be translated", () => {
    assert.deepEqual(sources.flatMap(strays), []);
  });
});
