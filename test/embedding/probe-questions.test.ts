import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { builtInEmbedder } from "../../src/embedding/built-in/built-in-embedder.ts";
import { stopWords } from "../../src/embedding/built-in/stop-words.ts";
import { normalise } from "../../src/core/embedding.ts";
import type { EmbeddingModel } from "../../src/core/ports.ts";
import { sharedWordGrams } from "../support/starter-bank/likeness.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";
import { type ProbeQuestion, probeQuestions, type Topic, topics } from "./probe-questions.ts";
import { misspeltFindOriginal, sameTopicAtRankOne } from "./rank-one.ts";
import { isTypingSlip } from "./typing-slip.ts";
import { mistype, proseAndCode } from "./written-question.ts";

/** Maximum share of common words of two different questions. */
const NEARLY_SAME = 0.5;

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_]+/gu) ?? [];
const wordSetOf = (text: string): ReadonlySet<string> => new Set(wordsOf(text.toLowerCase()));
const codeOf = (text: string): readonly string[] => proseAndCode(text).filter((_, index) => index % 2 === 1);
const ofTopic = (topic: Topic): readonly ProbeQuestion[] => probeQuestions.filter((own) => own.topic === topic);

/** Returns Jaccard's index of two sets of words. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}

describe("the probe questions", () => {
  it("are 144 with ids from 1 on, of 12 topics with six even and six odd ids each", () => {
    assert.equal(topics.length, 12);
    assert.deepEqual(
      probeQuestions.map(({ id }) => id),
      Array.from({ length: 144 }, (_, index) => index + 1),
    );
    for (const topic of topics) {
      const ids = ofTopic(topic).map(({ id }) => id);
      assert.deepEqual(
        [ids.filter((id) => id % 2 === 0).length, ids.filter((id) => id % 2 === 1).length],
        [6, 6],
        topic,
      );
    }
  });

  it("are short and long, with code and without, in every topic", () => {
    for (const topic of topics) {
      const own = ofTopic(topic);
      const lengths = own.map(({ text }) => wordsOf(text).length).sort((a, b) => a - b);
      assert.ok((lengths[0] ?? 0) < 19 && (lengths.at(-1) ?? 0) > 38, `${topic}: ${lengths.join(" ")}`);
      assert.ok(
        own.some(({ text }) => codeOf(text).length > 0) && own.some(({ text }) => codeOf(text).length === 0),
        topic,
      );
    }
  });

  it("share no opening, and no word tells a topic", () => {
    const openings = probeQuestions.map(({ text }) => wordsOf(text.toLowerCase()).slice(0, 3).join(" "));
    assert.equal(new Set(openings).size, openings.length);
    for (const topic of topics) {
      const own = ofTopic(topic).map(({ text }) => wordSetOf(text));
      const frequent = [...new Set(own.flatMap((words) => [...words]))].filter(
        (word) => !stopWords.has(word) && own.filter((words) => words.has(word)).length > own.length / 2,
      );
      assert.deepEqual(frequent, [], topic);
    }
  });

  it("are all different from each other and from the starter bank's", (t) => {
    const own = probeQuestions.map(({ id, text }) => ({ id: `probe ${id}`, text, words: wordSetOf(text) }));
    const starter = starterQuestions.map(({ id, question }) => ({ id, text: question, words: wordSetOf(question) }));
    const pairs = own
      .flatMap((a, index) =>
        [...own.slice(index + 1), ...starter].map((b) => ({ a, b, degree: overlap(a.words, b.words) })),
      )
      .sort((first, second) => second.degree - first.degree);
    for (const { a, b, degree } of pairs.slice(0, 3))
      t.diagnostic(`most alike: ${degree.toFixed(2)} ${a.id} and ${b.id}`);
    assert.deepEqual(
      pairs.filter(({ degree }) => degree >= NEARLY_SAME),
      [],
    );
    assert.deepEqual(sharedWordGrams(own, starter, 8), []);
  });

  it("are mistyped in two to four words, never in code", () => {
    for (const { id, text, misspelt } of probeQuestions) {
      assert.deepEqual(codeOf(misspelt), codeOf(text), `${id}`);
      const typed = wordsOf(misspelt);
      const slips = wordsOf(text)
        .map((word, index) => ({ word, typed: typed[index] ?? "" }))
        .filter((pair) => pair.word !== pair.typed);
      assert.ok(slips.length >= 2 && slips.length <= 4, `${id}: ${slips.length} words are mistyped`);
      for (const slip of slips) assert.ok(isTypingSlip(slip.word, slip.typed), `${id}: ${slip.word}, ${slip.typed}`);
    }
  });
});

describe("a typing slip", () => {
  it("swaps, misses or doubles a letter or hits the next key, once", () => {
    for (const typed of [
      "qurey",
      "qeury",
      "quey",
      "quer",
      "querry",
      "queery",
      "wuery",
      "qu3ry",
      "qieryy",
      "queyr",
      "query",
    ]) {
      const once = !["qu3ry", "qieryy", "query"].includes(typed);
      assert.equal(isTypingSlip("query", typed), once, typed);
    }
    assert.ok(!isTypingSlip("Query", "Qpery"));
    assert.ok(!isTypingSlip("query", "queyry"));
  });

  it("befalls the first such word outside of code", () => {
    const text = "`index` has no reindex: index, index\n```\nindex\n```";
    const misspelt = "`index` has no reindex: idnex, index\n```\nindex\n```";
    assert.equal(mistype({ text, typos: { index: "idnex" } }), misspelt);
    assert.throws(() => mistype({ text: "an `index`", typos: { index: "idnex" } }), RangeError);
  });
});

describe("the measures", () => {
  /** Returns an embedder that gives each text the direction of its numbers. */
  function embedder(directionOf: (text: string) => readonly number[]): EmbeddingModel {
    return {
      space: "fake",
      embed: (texts) => Promise.resolve(texts.map((text) => ({ space: "fake", vector: normalise(directionOf(text)) }))),
    };
  }

  const oneHot = (index: number, length: number): readonly number[] =>
    Array.from({ length }, (_, at) => (at === index ? 1 : 0));
  const byForm = new Map(
    probeQuestions.flatMap(
      (own) =>
        [
          [own.text, own],
          [own.misspelt, own],
        ] as const,
    ),
  );
  const byTopic = embedder((text) => oneHot(topics.indexOf(byForm.get(text)!.topic), topics.length));
  const byId = embedder((text) => oneHot(byForm.get(text)!.id, probeQuestions.length + 1));
  const blind = embedder(() => [1]);

  it("are 1 for an embedder that sees what they ask for, and 0 for one that does not", async () => {
    for (const ids of ["even", "odd"] as const) {
      assert.deepEqual([await sameTopicAtRankOne(byTopic, ids), await misspeltFindOriginal(byTopic, ids)], [1, 0]);
      assert.deepEqual([await sameTopicAtRankOne(byId, ids), await misspeltFindOriginal(byId, ids)], [0, 1]);
      assert.deepEqual([await sameTopicAtRankOne(blind, ids), await misspeltFindOriginal(blind, ids)], [0, 0]);
    }
  });

  it("count as worked out by hand, on the questions of one parity only", async () => {
    const byDegrees = embedder((degrees) => {
      const angle = (Number(degrees) * Math.PI) / 180;
      return [Math.cos(angle), Math.sin(angle)];
    });
    const questions: readonly ProbeQuestion[] = [
      { id: 1, topic: "SQL", text: "1", misspelt: "22" },
      { id: 2, topic: "git", text: "0", misspelt: "4" },
      { id: 3, topic: "git", text: "21", misspelt: "0" },
      { id: 4, topic: "git", text: "10", misspelt: "17" },
      { id: 6, topic: "SQL", text: "22", misspelt: "18" },
      { id: 8, topic: "SQL", text: "80", misspelt: "85" },
    ];
    // The nearest to 0, 10, 22 and 80 are 10, 0, 10 and 22: the third has another topic.
    assert.equal(await sameTopicAtRankOne(byDegrees, "even", questions), 0.75);
    // The nearest to 4, 17, 18 and 85 are 0, 22, 22 and 80: the second is not its own original.
    assert.equal(await misspeltFindOriginal(byDegrees, "even", questions), 0.75);
    assert.equal(await sameTopicAtRankOne(byDegrees, "odd", questions), 0);
    assert.equal(await misspeltFindOriginal(byDegrees, "odd", questions), 0);
  });

  it("look for queries among documents", async () => {
    const asymmetric: EmbeddingModel = {
      space: "fake",
      embed: (texts, purpose) => (purpose === "query" ? byId : byTopic).embed(texts, purpose),
    };
    await assert.rejects(sameTopicAtRankOne(asymmetric, "even"), { name: "EmbeddingSpaceError" });
    await assert.rejects(misspeltFindOriginal(asymmetric, "even"), { name: "EmbeddingSpaceError" });
  });

  it("refuse an embedder that leaves texts out", async () => {
    const forgetful: EmbeddingModel = { space: "fake", embed: () => Promise.resolve([]) };
    await assert.rejects(sameTopicAtRankOne(forgetful, "even"), /0 embeddings for 72 texts/);
  });

  it("of the built-in embedder reach 85% on the questions that it was not tuned on", async (t) => {
    for (const ids of ["even", "odd"] as const) {
      const sameTopic = await sameTopicAtRankOne(builtInEmbedder(), ids);
      const original = await misspeltFindOriginal(builtInEmbedder(), ids);
      t.diagnostic(`${ids}: same topic ${(100 * sameTopic).toFixed(1)} %, misspelt ${(100 * original).toFixed(1)} %`);
      if (ids === "odd") for (const share of [sameTopic, original]) assert.ok(share >= 0.85, `${share}`);
    }
  });
});
