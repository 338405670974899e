import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { type Parameters, presetValues } from "../parameters.ts";

interface Property {
  readonly order?: number;
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Group {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Record<string, Property>>;
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8")) as unknown;
const groups = (read("package.json") as { contributes: { configuration: readonly Group[] } }).contributes.configuration;

/** Returns a preset's values, by setting. */
function valuesOf(preset: "coding" | "paper"): ReadonlyMap<string, string> {
  return new Map(Object.entries(presetValues[preset]).map(([name, value]) => [`smcs.${name}`, String(value)]));
}

/** Parameters with a default of their own, whatever the preset is. */
const unsaid = ["layers", "singleModel"] satisfies (keyof Parameters)[];

const languages = [
  { file: "package.nls.json", says: /Balanced: `?([\w.]+)`?, Thorough: `?([\w.]+)`?\.$/, on: "on" },
  { file: "package.nls.zh-cn.json", says: /均衡：`?([\w.]+|开启|关闭)`?，深入：`?([\w.]+|开启|关闭)`?。$/, on: "开启" },
];

describe("the settings in groups", () => {
  it("stand in the order in which people need them", () => {
    const texts = read("package.nls.json") as Record<string, string>;
    assert.deepEqual(
      groups.map(({ title, order }) => `${order} ${texts[title.slice(1, -1)]}`),
      ["1 Models", "2 Answering", "3 Costs and time", "4 Question bank", "5 Embedding", "6 The paper's parameters"],
    );
    for (const { properties } of groups) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.deepEqual(
        orders,
        orders.map((_, index) => index + 1),
      );
    }
  });

  for (const { file, says, on } of languages) {
    const texts = read(file) as Record<string, string>;
    const described = groups.flatMap(({ properties }) =>
      Object.entries(properties).map(
        ([name, one]) => [name, texts[(one.markdownDescription ?? one.description)!.slice(1, -1)] ?? ""] as const,
      ),
    );

    it(`are described in at most two sentences (${file})`, () => {
      for (const [name, text] of described) {
        const sentences = text.match(/\.(?= |$)|。/g) ?? [];
        assert.ok(sentences.length === 1 || sentences.length === 2, `${name}: ${text}`);
      }
    });

    it(`are read as Markdown where they have some (${file})`, () => {
      const plain = groups.flatMap(({ properties }) =>
        Object.values(properties).map(({ description = "" }) => description),
      );
      assert.deepEqual(
        plain.filter((key) => /[`*#]/.test(texts[key.slice(1, -1)] ?? "")),
        [],
      );
    });

    it(`say what the preset makes of them (${file})`, () => {
      const [balanced, thorough] = [valuesOf("coding"), valuesOf("paper")];
      const said = (value: string | undefined): string | undefined =>
        value === on ? "true" : value === "off" || value === "关闭" ? "false" : value;
      const found = described.flatMap(([name, text]) => {
        const [, first, second] = says.exec(text) ?? [];
        return first === undefined ? [] : [[name, said(first), said(second)]];
      });
      const wanted = [...balanced].flatMap(([name, value]) =>
        unsaid.some((one) => name === `smcs.${one}`) ? [] : [[name, value, thorough.get(name)]],
      );
      assert.deepEqual(found.toSorted(), wanted.toSorted());
    });
  }
});
