import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { PackedBank } from "../../core/packed-bank/index.ts";
import { similarities } from "../../core/selection/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { noteOwnChange, openBank } from "./open-bank.ts";
import { bankExists, changeBank, compactBank, createBank, readState, rewriteBank } from "../store/bank-store.ts";

const embedder = builtInEmbedder();

const line = (id: string, split: string): string =>
  JSON.stringify({ id, source: "own", split, question: `How do I ${id}?`, task: { kind: "open" } });

const questionOf = (id: string) => {
  return { id, source: "own", split: "bank", question: id, task: { kind: "open" }, capability: {} } as const;
};

const idsOf = ({ questions }: PackedBank): string[] =>
  Array.from({ length: questions.size }, (_, row) => questions.id(row));

async function folders(t: TestContext) {
  const root = await mkdtemp(path.join(tmpdir(), "smcs-open-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  await writeFile(
    path.join(root, "own.jsonl"),
    `${line("sort", "bank")}\n${line("search", "test")}\n\n${line("map", "bank")}\n`,
  );
  return { starterFolder: root, folder: path.join(root, "bank"), capability: [] };
}

/** Opens a bank and collects its notices. */
async function opened(t: TestContext) {
  const place = await folders(t);
  const notices: string[] = [];
  const bank = openBank({ ...place, onNotice: (message) => notices.push(message) }, embedder);
  const first = await bank.load();
  return { ...place, bank, first, notices };
}

const [embedded] = await embedder.embed(["How?"], "query");
const addition = (id: string) =>
  ({ kind: "add", entry: { question: questionOf(id), vector: embedded!.vector } }) as const;

describe("opening a bank", () => {
  it("creates it from the starter questions, keeps test questions out of retrieval, and reads it once", async (t) => {
    const place = await folders(t);
    const bank = openBank(place, embedder);
    const [packed, same] = await Promise.all([bank.load(), bank.load()]);
    assert.deepEqual(idsOf(packed), ["sort", "map"]);
    assert.equal(await bankExists(place.folder), true);
    assert.equal(same, packed);
    assert.equal(await bank.load(), packed);
  });

  it("adds the simulated models' outcomes without storing them", async (t) => {
    const place = await folders(t);
    const capability = [
      { questionId: "sort", correct: { demo: 1 } },
      { questionId: "nowhere", correct: { ghost: 1 } },
    ];
    assert.deepEqual((await openBank({ ...place, capability }, embedder).load()).models, ["demo"]);
    assert.deepEqual((await openBank(place, embedder).load()).models, []);
  });

  it("serves a bank that is stored in another space in the embedder's, and leaves it where it is", async (t) => {
    const place = await folders(t);
    await createBank(place.folder, { space: "other/1", entries: [{ question: questionOf("How?"), vector: [1, 0] }] });
    const bank = openBank(place, embedder);
    const [similarity] = similarities(await bank.load(), embedded!);
    assert.ok(Math.abs((similarity ?? 0) - 1) < 1e-6);
    await changeBank(place.folder, "other/1", [
      { kind: "add", entry: { question: questionOf("new"), vector: [0, 1] } },
    ]);
    const { space, questions } = await bank.load();
    assert.deepEqual([space, questions.size], [embedder.space, 2]);
    assert.equal((await readState(place.folder)).manifest.space, "other/1");
  });

  it("names file, line and field of a starter question that is not usable, and tries again next time", async (t) => {
    const place = await folders(t);
    const file = path.join(place.starterFolder, "own.jsonl");
    await writeFile(file, `${line("sort", "bank")}\n{"id":"x"}\n`);
    const bank = openBank(place, embedder);
    await assert.rejects(bank.load(), /own\.jsonl, line 2: source/);
    await writeFile(file, `${line("sort", "bank")}\n`);
    assert.equal((await bank.load()).questions.size, 1);
  });
});

describe("a bank that is open", () => {
  it("is read anew when another window has added to it, and says so once", async (t) => {
    const { folder, bank, notices } = await opened(t);
    await changeBank(folder, embedder.space, [addition("new")]);
    const [packed, same] = await Promise.all([bank.load(), bank.load()]);
    assert.deepEqual(idsOf(packed), ["sort", "map", "new"]);
    assert.equal(same, packed);
    assert.equal(await bank.load(), packed);
    assert.deepEqual(notices, ["The question bank was changed elsewhere: 2 -> 3 questions."]);
  });

  it("tells new outcomes, but not that a journal was folded in, nor what was changed here", async (t) => {
    const { folder, bank, notices } = await opened(t);
    const known = { m: { value: 1, weight: 1, evidence: "checked" } } as const;
    await changeBank(folder, embedder.space, [{ kind: "outcomes", id: "sort", capability: known }]);
    assert.deepEqual((await bank.load()).models, ["m"]);
    assert.deepEqual(notices, ["The question bank was changed elsewhere: 0 -> 1 outcomes."]);
    const before = await bank.load();
    await compactBank(folder);
    assert.notEqual(await bank.load(), before);
    await changeBank(folder, embedder.space, [addition("mine")]);
    await noteOwnChange(folder);
    assert.equal((await bank.load()).questions.size, 3);
    assert.equal(notices.length, 1);
  });

  it("gives out nothing old when it cannot be read any more, and tries again", async (t) => {
    const { folder, starterFolder, bank, first } = await opened(t);
    const file = path.join(starterFolder, "own.jsonl");
    await rm(folder, { recursive: true });
    await writeFile(file, "{}\n");
    await assert.rejects(bank.load(), /own\.jsonl, line 1/);
    await writeFile(file, `${line("other", "bank")}\n`);
    const next = await bank.load();
    assert.notEqual(next, first);
    assert.deepEqual(idsOf(next), ["other"]);
  });

  it("tells what was lost to damage", async (t) => {
    const { folder, bank, notices } = await opened(t);
    const { folder: generation } = await readState(folder);
    await writeFile(path.join(generation, "part-1", "index.pb"), "garbage");
    assert.equal((await bank.load()).questions.size, 0);
    assert.match(notices.join("\n"), /damaged|lost|instead of/);
    assert.match(notices.join("\n"), /2 -> 0 questions/);
  });

  it("is never seen half while it is rewritten over and over", async (t) => {
    const { folder, bank } = await opened(t);
    const ids = ["a", "b", "c", "d", "e", "f"];
    const writing = (async () => {
      for (let count = 1; count <= ids.length; count++) {
        const entries = ids.slice(0, count).map((id) => addition(id).entry);
        await rewriteBank(folder, () => ({ space: embedder.space, entries }));
      }
    })();
    const seen: string[][] = [];
    do seen.push(idsOf(await bank.load()));
    while (seen.at(-1)?.length !== ids.length);
    await writing;
    for (const found of seen)
      assert.deepEqual(found, found[0] === "sort" ? ["sort", "map"] : ids.slice(0, found.length));
  });
});
