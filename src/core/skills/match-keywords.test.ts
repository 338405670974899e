import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { normalise, type Embedding } from "../embedding.ts";
import { matchKeywords, MOST_MATCHED } from "./match-keywords.ts";

const vectors: Readonly<Record<string, readonly number[]>> = {
  sql: [1, 0],
  law: [0, 1],
  "relational databases": [9, 2],
  statutes: [1, 9],
};

/** Returns an embedder that records the texts that it embeds. */
function embedder(space = "test") {
  const seen: string[] = [];
  const embed = (texts: readonly string[]): Promise<readonly Embedding[]> => {
    seen.push(...texts);
    return Promise.resolve(texts.map((text) => ({ space, vector: normalise(vectors[text] ?? [1, 1]) })));
  };
  return { seen, embed };
}

const bank = () => bankOf([{ skills: ["law", "sql"] }, { skills: ["sql"] }]);

describe("the bank's keywords for those of a question", () => {
  it("are the same where the bank has them, without embedding anything", async () => {
    const { seen, embed } = embedder();
    assert.deepEqual(await matchKeywords(["sql", "law", "sql"], bank(), embed), ["sql", "law", "sql"]);
    assert.deepEqual(seen, []);
  });

  it("are the nearest in meaning where it has not, one for each", async () => {
    const { embed } = embedder();
    const found = await matchKeywords(["relational databases", "law", "statutes"], bank(), embed);
    assert.deepEqual(found, ["sql", "law", "law"]);
  });

  it("are the first by name of those that are equally near", async () => {
    const { embed } = embedder();
    assert.deepEqual(await matchKeywords(["anything"], bank(), embed), ["law"]);
  });

  it("are embedded once for a bank and a space", async () => {
    const known = bank();
    const [first, second, other] = [embedder(), embedder(), embedder("other")];
    await matchKeywords(["statutes"], known, first.embed);
    await matchKeywords(["relational databases"], known, second.embed);
    assert.deepEqual([first.seen.toSorted(), second.seen], [["law", "sql", "statutes"], ["relational databases"]]);
    assert.deepEqual(await matchKeywords(["statutes"], known, other.embed), ["law"]);
    assert.deepEqual(other.seen.toSorted(), ["law", "sql", "statutes"]);
  });

  it("are compared in one space where another embedder takes over in between", async () => {
    let calls = 0;
    const [before, after] = [embedder("before"), embedder("after")];
    const embed = (texts: readonly string[]) => (calls++ === 0 ? before : after).embed(texts);
    assert.deepEqual(await matchKeywords(["statutes"], bank(), embed), ["law"]);
    assert.deepEqual(after.seen.filter((text) => text === "statutes").length, 1);
  });

  it("go on where a stopped run left off, and are the most frequent ones of very many", async () => {
    const many = bankOf([
      ...Array.from({ length: MOST_MATCHED }, (_, row) => ({ skills: [`rare ${row}`] })),
      { skills: ["sql"] },
      { skills: ["sql"] },
    ]);
    const stopped = embedder();
    const stop = (texts: readonly string[]) =>
      stopped.seen.length > 1000 ? Promise.reject(new Error("Stopped.")) : stopped.embed(texts);
    await assert.rejects(matchKeywords(["relational databases"], many, stop), /Stopped/);
    const { seen, embed } = embedder();
    assert.deepEqual(await matchKeywords(["relational databases"], many, embed), ["sql"]);
    assert.equal(stopped.seen.length + seen.length, MOST_MATCHED + 2, "each keyword once, and the question's twice");
  });

  it("are none in a bank without any, or for a question without any", async () => {
    const { seen, embed } = embedder();
    assert.deepEqual(await matchKeywords(["sql"], bankOf([{}]), embed), []);
    assert.deepEqual(await matchKeywords([], bank(), embed), []);
    assert.deepEqual(seen, []);
  });
});
