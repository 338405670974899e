import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { part } from "../support/deep.ts";
import { growthOf } from "./growth.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { readers } from "./readers.ts";

/** Number of texts for each reader in `npm test`, drawn by the seed, different for each reader. */
const TEXTS = 10;

describe("the measure of growth", () => {
  const spend = (steps: number): number => {
    let sum = 0;
    for (let step = 0; step < steps; step += 1) sum = (sum * 31 + step) % 1_000_003;
    return sum;
  };
  const text = (length: number): string => "x".repeat(length);

  it("passes work that grows as its text, or has a limit", async () => {
    assert.equal(await growthOf(({ length }) => spend(100 * length), text), null);
    assert.equal(await growthOf(({ length }) => spend(length > 2_000 ? 1 : length ** 2), text), null);
  });

  it("finds work that grows with the text's square", async () => {
    assert.match((await growthOf(({ length }) => spend(length ** 2), text)) ?? "", /take \d\d.* as long/);
    assert.match(
      (await growthOf(
        (blanks) => /\s+$/u.test(blanks),
        (length) => `${" ".repeat(length)}x`,
      )) ?? "",
      /take/,
    );
  });
});

describe("work on foreign text grows no faster than the text", () => {
  for (const [index, [name, work]] of Object.entries(readers).entries()) {
    const texts = [...hostileTexts.slice(index), ...hostileTexts.slice(0, index)];
    it(name, async () => {
      const found: string[] = [];
      for (const text of part(texts, TEXTS)) {
        const growth = await growthOf(work, text.of);
        if (growth !== null) found.push(`${text.name}: ${growth}`);
      }
      assert.deepEqual(found, []);
    });
  }
});
