import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { bankSpaces } from "../spaces/bank-spaces.ts";
import { exportBank } from "../opened/export-bank.ts";
import type { ImportProgress } from "./import-file.ts";
import { packedTests } from "../../../test/support/livecodebench/packed-tests.ts";
import {
  ifeval,
  livecodebench,
  livecodebenchFunctional,
  livecodebenchStdin,
  union,
} from "../../../test/support/bank-import/samples.ts";
import { keptSpaces } from "../spaces/kept-spaces.ts";
import { moveBank } from "../spaces/move-bank.ts";
import { bankFolderOf, countingEmbedder, jsonl, many, question } from "../../../test/support/bank/imports.ts";
import { bankEntries, bankExists, bankVersion, changeBank, readState } from "../store/bank-store.ts";

describe("importing a file", () => {
  it("makes a bank in the file's order, and changes nothing the second time", async (t) => {
    const { bankFolder, write, imported, entries, staged } = await bankFolderOf(t);
    const file = await write("a.jsonl", jsonl(question("b", { capability: { m: 1 } }), question("a")));
    const { imported: rows, updated, skipped, failed, questions } = await imported(file);
    assert.deepEqual([rows, updated, skipped, failed, questions], [2, 0, 0, 0, 2]);
    assert.deepEqual(
      (await entries()).map(({ question: { id } }) => id),
      ["b", "a"],
    );
    const version = await bankVersion(bankFolder);
    const again = await imported(file);
    assert.deepEqual([again.imported, again.updated, again.skipped, again.questions], [2, 0, 2, 2]);
    assert.deepEqual(await bankVersion(bankFolder), version);
    assert.deepEqual(await staged(), []);
  });

  it("merges into what the journal holds, and embeds only texts that are new", async (t) => {
    const { bankFolder, write, imported, entries } = await bankFolderOf(t);
    await imported(await write("a.jsonl", jsonl(...many(3))));
    const at = { value: 1, weight: 1, evidence: "checked" } as const;
    const space = builtInEmbedder().space;
    await changeBank(bankFolder, space, [{ kind: "outcomes", id: "q1", capability: { m: at } }]);
    const embedding = countingEmbedder();
    const rows = [question("q1", { topic: "t" }), question("q2", { question: "And now?" }), question("q9")];
    const result = await imported(await write("b.jsonl", jsonl(...rows)), "smcs-jsonl", { embedding });
    assert.deepEqual([result.imported, result.updated, result.questions, embedding.texts], [3, 2, 4, 2]);
    assert.match(result.notes.join(), /^1 questions have a new text, and keep what is known of them .*: q2\.$/);
    const [, q1, q2] = await entries();
    assert.deepEqual([q1!.question.topic, q1!.question.capability], ["t", { m: at }]);
    const [expected] = await builtInEmbedder().embed(["And now?"], "document");
    assert.deepEqual(Array.from(q2!.vector), Array.from(expected!.vector));
  });

  it("counts several rows for one question as if they came one by one", async (t) => {
    const { write, imported, entries } = await bankFolderOf(t);
    const rows = [question("a"), question("a"), question("a", { topic: "t" }), question("b")];
    const { imported: count, updated, skipped, questions } = await imported(await write("a.jsonl", jsonl(...rows)));
    assert.deepEqual([count, updated, skipped, questions], [4, 1, 1, 2]);
    assert.equal((await entries())[0]!.question.topic, "t");
  });

  it("adds outcomes, and counts those for questions that are not there", async (t) => {
    const { bankFolder, write, imported, entries } = await bankFolderOf(t);
    const outcomes = await write(
      "c.jsonl",
      jsonl({ questionId: "a", correct: { m: 0.5 } }, { questionId: "x", correct: { m: 1 } }),
    );
    const nothing = await imported(outcomes, "capability-jsonl");
    assert.deepEqual([nothing.imported, nothing.skipped, nothing.questions], [0, 2, 0]);
    assert.equal(await bankExists(bankFolder), false);
    await imported(await write("a.jsonl", jsonl(question("a"))));
    const result = await imported(outcomes, "capability-jsonl");
    assert.deepEqual([result.imported, result.updated, result.skipped, result.outcomesUnknown], [1, 1, 1, 1]);
    assert.deepEqual(result.unknown, [{ at: 2, reason: "question x is not in the bank" }]);
    assert.equal((await entries())[0]!.question.capability["m"]!.value, 0.5);
  });

  it("takes the file's embeddings for a new bank, and its own where some are missing", async (t) => {
    const one = await bankFolderOf(t);
    const given = [question("a", { embedding: [3, 4], space: "s" }), question("b", { embedding: [0, 2], space: "s" })];
    await one.imported(await one.write("a.jsonl", jsonl(...given)));
    assert.equal((await readState(one.bankFolder)).manifest.space, "s");
    assert.deepEqual(
      (await one.entries()).map(({ vector }) => Array.from(vector)),
      [
        [Math.fround(0.6), Math.fround(0.8)],
        [0, 1],
      ],
    );

    const two = await bankFolderOf(t);
    await two.imported(await two.write("a.jsonl", jsonl(...given, question("c"))));
    assert.equal((await readState(two.bankFolder)).manifest.space, builtInEmbedder().space);
    assert.equal((await two.entries()).length, 3);
  });

  it("refuses embeddings of another length as bad rows", async (t) => {
    const { write, imported } = await bankFolderOf(t);
    const good = Array.from({ length: 150 }, (_, at) => question(`q${at}`, { embedding: [1, at], space: "s" }));
    const odd = question("odd", { embedding: [1, 2, 3], space: "s" });
    const { failed, bad, questions } = await imported(await write("a.jsonl", jsonl(...good, odd)));
    assert.deepEqual([failed, questions], [1, 150]);
    assert.match(bad[0]!.reason, /has 3 numbers, others of s have 2/);
  });

  it("into a bank of another space says what to do, and works once the bank is embedded anew", async (t) => {
    const { bankFolder, write, imported, entries } = await bankFolderOf(t);
    await imported(
      await write("u.json", JSON.stringify({ 0: union, 1: { ...union, src_question_id: 2 } })),
      "smcs-union",
    );
    const own = await write("a.jsonl", jsonl(question("a")));
    await assert.rejects(imported(own), /1 questions come without an embedding of linq-embed-mistral.*bank embed/);
    const moving = { onProgress: () => undefined, signal: new AbortController().signal };
    assert.deepEqual(await moveBank(bankFolder, builtInEmbedder(), moving), { questions: 2 });
    assert.equal((await imported(own)).questions, 3);
    const [expected] = await builtInEmbedder().embed([union.question], "document");
    assert.deepEqual(Array.from((await entries())[0]!.vector), Array.from(expected!.vector));
  });

  it("keeps embeddings of another space that came with most questions, so that moving there embeds nothing", async (t) => {
    const { bankFolder, write, imported, entries } = await bankFolderOf(t);
    await imported(await write("a.jsonl", jsonl(...many(2))));
    const given = (id: string, x: number) => question(id, { embedding: [x, 4], space: "s" });
    const few = await imported(await write("b.jsonl", jsonl(...many(2, 10), given("f", 3))));
    assert.deepEqual([few.notes, await keptSpaces(bankFolder)], [[], []]);
    const rows = [
      given("q0", 3),
      given("q1", 0),
      question("q2"),
      question("u", { embedding: [1, 2, 3] }),
      given("q3", 9),
    ];
    const file = await write("c.jsonl", jsonl(...rows));
    assert.match((await imported(file)).notes.join(), /^3 embeddings of s came with the file, and are kept/);
    assert.deepEqual((await imported(file)).notes, []);
    assert.deepEqual(
      (await keptSpaces(bankFolder)).map(({ space, vectors }) => [space, vectors]),
      [["s", 3]],
    );
    assert.equal((await bankSpaces(bankFolder, "s")).missing, 5);
    const embedding = { space: "s", embed: (texts: readonly string[]) => Promise.resolve(texts.map(() => unit)) };
    const unit = { space: "s", vector: Float32Array.of(1, 0) };
    await moveBank(bankFolder, embedding, { onProgress: () => undefined, signal: new AbortController().signal });
    const [q0, q1] = await entries();
    assert.deepEqual(
      [q0, q1].map((entry) => Array.from(entry!.vector)),
      [
        [Math.fround(0.6), Math.fround(0.8)],
        [0, 1],
      ],
    );
  });

  it("keeps vectors of norm 1 to the last bit, so that an export is the same bank", async (t) => {
    const one = await bankFolderOf(t);
    const embedded = Array.from({ length: 300 }, (_, at) =>
      question(`q${at}`, { embedding: [1, Math.sqrt(at), at / 7, Math.cbrt(at)], space: "s" }),
    );
    await one.imported(await one.write("a.jsonl", jsonl(...embedded)));
    const exported = path.join(path.dirname(one.bankFolder), "e.jsonl");
    const state = await readState(one.bankFolder);
    await exportBank(state.manifest.space, bankEntries(state), exported);
    const two = await bankFolderOf(t);
    await two.imported(exported);
    assert.equal((await readState(two.bankFolder)).manifest.contentHash, state.manifest.contentHash);
  });

  it("unpacks what is compressed, whatever its name says", async (t) => {
    const { write, imported } = await bankFolderOf(t);
    assert.equal((await imported(await write("a.jsonl", gzipSync(jsonl(...many(3)))))).questions, 3);
    assert.equal((await imported(await write("b.jsonl.gz", jsonl(...many(3, 3))))).questions, 6);
  });

  it("says which format's rows a file does not hold, and what to try", async (t) => {
    const { write, imported } = await bankFolderOf(t);
    const file = await write("a.jsonl", jsonl(...many(3)));
    await assert.rejects(imported(file, "mbpp"), /3 of 3 rows .* line 3: .* Is a.jsonl of another format than mbpp\?$/);
    const some = await write("b.jsonl", `${jsonl(...many(3))}no json\n`);
    await assert.rejects(imported(some), (error: Error) => !error.message.includes("another format"));
  });

  it("tells the rate of this run, also where much was done before", async (t) => {
    const { write, imported } = await bankFolderOf(t);
    const file = await write("a.jsonl", jsonl(...many(640)));
    const stop = new AbortController();
    const stopping = countingEmbedder((texts) => {
      if (texts >= 576) stop.abort();
    });
    await assert.rejects(imported(file, "smcs-jsonl", { embedding: stopping, signal: stop.signal }));
    const told: ImportProgress[] = [];
    await imported(file, "smcs-jsonl", { onProgress: (progress) => told.push(progress) });
    const embedding = told.filter(({ phase }) => phase === "embedding");
    assert.deepEqual(embedding.map(({ rows }) => rows).at(-1), 640 - 512);
  });

  it("stores nothing of a file with more than 1% bad rows, nor of one that is damaged", async (t) => {
    const { bankFolder, write, imported, staged } = await bankFolderOf(t);
    const bad = await write("bad.jsonl", `${jsonl(...many(50))}no json\n`);
    await assert.rejects(imported(bad), /1 of 51 rows of bad.jsonl cannot be used, so nothing was imported. line 51/);
    const cut = await write("u.json", JSON.stringify({ 0: union }).slice(0, -5));
    await assert.rejects(imported(cut, "smcs-union"), /u.json is damaged, so nothing was imported/);
    const packed = gzipSync(jsonl(...many(500)));
    const torn = await write("a.jsonl.gz", packed.subarray(0, packed.length - 20));
    await assert.rejects(imported(torn), /a.jsonl.gz is damaged, so nothing was imported: unexpected end of file/);
    await assert.rejects(imported(await write("empty.jsonl", "\n")), /empty.jsonl has no row/);
    await assert.rejects(imported(path.dirname(bad)), /is not a file/);
    await assert.rejects(imported(path.join(path.dirname(bad), "none")), /none cannot be read/);
    assert.deepEqual([await bankExists(bankFolder), await staged()], [false, []]);
  });

  it("says how far it is, phase by phase", async (t) => {
    const { write, imported } = await bankFolderOf(t);
    const told: ImportProgress[] = [];
    const file = await write("a.jsonl", jsonl(...many(600)));
    await imported(file, "smcs-jsonl", { onProgress: (progress) => told.push(progress) });
    assert.deepEqual([...new Set(told.map(({ phase }) => phase))], ["reading", "embedding", "writing"]);
    assert.deepEqual(
      told.map(({ share }) => share),
      told.map(({ share }) => share).toSorted((a, b) => a - b),
    );
    assert.deepEqual([told.at(-1)!.rows, told.at(-1)!.share], [600, 1]);
  });
});

describe("a file that only completes questions of the bank", () => {
  const onlyKnown = { options: { split: "bank", onlyKnown: true } } as const;

  it("brings checks to those without, adds and moves none, and needs no embedding", async (t) => {
    const { write, imported, entries } = await bankFolderOf(t);
    const released = { ...union, src: "LiveCodeBench", question: livecodebenchStdin.question_content };
    await imported(await write("u.json", JSON.stringify({ 0: released })), "smcs-union");
    const known = (await entries())[0]!;
    const file = await write("test.jsonl", jsonl(livecodebenchStdin, livecodebenchFunctional));
    await assert.rejects(
      imported(file, "livecodebench"),
      /1 questions come without an embedding of linq-embed-mistral/,
    );
    const result = await imported(file, "livecodebench", onlyKnown);
    const { updated, notInBank, questions } = result;
    assert.deepEqual([result.imported, updated, notInBank, questions], [1, 1, 1, 1]);
    const { question, vector } = (await entries())[0]!;
    assert.deepEqual(
      [question.id, question.split, question.task.kind],
      ["LiveCodeBench/abc900_a", "bank", "code-tests"],
    );
    assert.deepEqual([vector, question.capability], [known.vector, known.question.capability]);
    const again = await imported(file, "livecodebench", onlyKnown);
    assert.deepEqual([again.updated, again.skipped, again.notInBank, again.questions], [0, 1, 1, 1]);
  });

  it("changes no check and no words of a question that has a check, and only adds outcomes that were unknown", async (t) => {
    const { write, imported, entries } = await bankFolderOf(t);
    const sum = { question: "What is 2 + 2?", task: { kind: "math", answer: "4" }, capability: { m: 1 } };
    await imported(await write("a.jsonl", jsonl(question("1", sum), question("2", { embedding: [1, 0], space: "s" }))));
    const other = { question: "What is 2 + 3?", task: { kind: "math", answer: "5" }, capability: { m: 0, n: 0 } };
    const file = await write("b.jsonl", jsonl(question("1", other), question("2", { question: "Who?" })));
    const embedding = countingEmbedder();
    const { updated, skipped, notes } = await imported(file, "smcs-jsonl", { ...onlyKnown, embedding });
    assert.deepEqual([updated, skipped, notes, embedding.texts], [1, 1, [], 0]);
    const [one, two] = (await entries()).map((entry) => entry.question);
    assert.deepEqual([one!.question, one!.task, two!.question], [sum.question, sum.task, "What is 2?"]);
    assert.deepEqual(
      Object.entries(one!.capability).map(([model, { value }]) => [model, value]),
      [
        ["m", 1],
        ["n", 0],
      ],
    );
  });

  it("makes no bank where there is none", async (t) => {
    const { bankFolder, write, imported } = await bankFolderOf(t);
    const file = await write("test.jsonl", jsonl(livecodebenchStdin));
    const { notInBank, questions } = await imported(file, "livecodebench", onlyKnown);
    assert.deepEqual([notInBank, questions, await bankExists(bankFolder)], [1, 0, false]);
  });
});

describe("questions whose tests are too large together", () => {
  it("are imported with some, and counted", async (t) => {
    const { write, imported } = await bankFolderOf(t);
    const tests = [9, 1_600_000, 1_600_001].map((size) => ({ input: "x".repeat(size), output: "", testtype: "stdin" }));
    const large = { ...livecodebenchStdin, private_test_cases: packedTests(tests, 4) };
    const { notes } = await imported(await write("test.jsonl", jsonl(large, livecodebenchFunctional)), "livecodebench");
    assert.match(notes.join(), /^1 questions keep only some of their tests: 1 are left out, .* 2,500,000 characters/);
  });
});

describe("the paper's split", () => {
  it("sets the parts, and leaves out and counts what belongs to neither", async (t) => {
    const { write, imported, entries } = await bankFolderOf(t);
    const problem = (question_id: string, contest_date: string) => ({ ...livecodebench, question_id, contest_date });
    const file = await write(
      "e.json",
      JSON.stringify([
        problem("1", "2023-04-30"),
        problem("2", "2023-05-01"),
        problem("3", "2025-02-01"),
        problem("4", "2025-02-02"),
      ]),
    );
    const { leftOut, questions } = await imported(file, "livecodebench", { options: { split: "paper" } });
    assert.deepEqual([leftOut, questions], [2, 2]);
    assert.deepEqual(
      (await entries()).map(({ question: { split } }) => split),
      ["bank", "test"],
    );
    await assert.rejects(
      imported(await write("a.jsonl", jsonl(question("a"))), "smcs-jsonl", { options: { split: "paper" } }),
      /no split of the paper for smcs-jsonl/,
    );
    await imported(await write("i.jsonl", jsonl(ifeval)), "ifeval", { options: { split: "paper" } });
    assert.equal((await entries()).at(-1)!.question.split, "test");
  });
});
