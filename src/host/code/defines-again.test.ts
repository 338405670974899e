import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { definesAgain } from "./defines-again.ts";

/** Returns a symbol at the first place of a name in a text. */
function symbolIn(text: string, name: string): Parameters<typeof definesAgain>[2] {
  return { name, start: 0, end: text.length, nameStart: text.indexOf(name) };
}

describe("code that defines a symbol of a file once more", () => {
  const again: [title: string, file: string, name: string, code: string][] = [
    ["a function", "export function total(a) {", "total", "function total(a, b) {\n  return a;\n}"],
    ["below its imports", "def total(a):", "total", "import math\n\n\nasync def total(a, b):\n    return a"],
    ["a class", "class Basket {", "Basket", "export abstract class Basket<T> extends A {\n}"],
    ["a method without a word before it", "class A {\n  total(a) {", "total", "async total(a, b) {\n}"],
    ["a function with its type before it", "int total(int a) {", "total", "static long total(int a)\n{\n}"],
    ["a constant that is a function", "const total = (a) => a", "total", "export const total = (a, b) => a;"],
    ["a method of Go", "func (b *Basket) Total() int {", "Total", "func (b *Basket) Total() (int, error) {\n}"],
    ["a function of Rust", "pub fn total(a: u8) {", "total", "fn total<T>(a: T) {\n}"],
  ];
  for (const [title, file, name, code] of again)
    it(`is found: ${title}`, () => {
      assert.ok(definesAgain(code, file, symbolIn(file, name)));
    });

  const not: [title: string, file: string, name: string, code: string][] = [
    ["a call", "function total(a) {", "total", "total(items);"],
    ["a call of a method", "  total(a) {", "total", "total(items);"],
    ["a call with something before it", "  total(a) {", "total", "return total(items)"],
    ["the result of a call", "  total(a) {", "total", "x = total(items)"],
    ["something else of that name", "function total(a) {", "total", "const total = 1;"],
    ["a longer name", "function total(a) {", "total", "function totals(a) {\n}"],
    ["within something else", "function total(a) {", "total", "function outer() {\n  function total(a) {}\n}"],
    ["an import", "class Basket {", "Basket", "import Basket from './basket';"],
  ];
  for (const [title, file, name, code] of not)
    it(`is not: ${title}`, () => {
      assert.ok(!definesAgain(code, file, symbolIn(file, name)));
    });
});
