import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { collaborate, merged, three } from "../../test/support/core/collaboration.ts";
import { answers } from "../../test/support/core/scripted-model.ts";
import { askSystem, says, twoSources } from "../../test/support/core/systems.ts";
import { fixedEmbedder } from "../../test/support/core/world.ts";
import { replay } from "../core/replay/index.ts";
import { ChatFile } from "./chat-file.ts";
import { readRecorded } from "./read-recorded.ts";

const { record, events } = await collaborate(Object.values(three), merged);

async function fileWith(t: TestContext, content: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-recorded-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, "file");
  await writeFile(file, content);
  return file;
}

describe("reading what was recorded", () => {
  it("takes the document that was printed, on one line or many", async (t) => {
    for (const indent of [0, 2]) {
      const [run] = await readRecorded(await fileWith(t, JSON.stringify(record, null, indent)));
      assert.deepEqual([run?.runId, run?.winner, run?.subsets], [record.runId, record.winner, record.subsets]);
      assert.deepEqual(run?.selection, record.selection);
    }
  });

  it("takes a chat's file, with all its runs", async (t) => {
    const file = await fileWith(t, "");
    const chat = new ChatFile(file, (message) => assert.fail(message));
    for (const runId of ["first", "second"]) {
      for (const event of events) chat.append(runId, event.type === "run-start" ? { ...event, runId } : event);
    }
    await chat.flush();
    assert.deepEqual(
      (await readRecorded(file)).map(({ runId }) => runId),
      ["first", "second"],
    );
  });

  it("replays a Symbolic-MoE run of the version that had it by retrieval as that", async (t) => {
    const { record } = await askSystem("symbolic-moe-retrieval", { a: says("1"), b: says("2"), c: says("3") });
    const { keywords: _, ...old } = { ...record, system: "symbolic-moe" };
    const [run] = await readRecorded(await fileWith(t, JSON.stringify(old)));
    assert.equal(run?.system, "symbolic-moe-retrieval");
    const { agrees, parts } = await replay(run, { embedding: fixedEmbedder(), bank: twoSources() });
    assert.deepEqual([agrees, parts.find(({ part }) => part === "referencers")?.verdict], [true, "agrees"]);
  });

  it("replays the draw of experts from the recorded keywords", async (t) => {
    const trio = { a: says("1"), b: says("2"), c: says("3"), keywords: answers('["general"]') };
    const { record } = await askSystem("symbolic-moe", trio);
    const [run] = await readRecorded(await fileWith(t, JSON.stringify(record)));
    const means = { embedding: fixedEmbedder(), bank: twoSources() };
    assert.equal((await replay(run!, means)).agrees, true);
    // With this seed, chance would have drawn other models.
    const keywords = { ...record.keywords!, matched: [] };
    assert.equal((await replay({ ...run!, keywords }, means)).agrees, false);
  });

  it("says what is wrong with a document that was spoiled", async (t) => {
    const spoiled = { ...record, candidates: [{ ...record.candidates[0], text: 5 }] };
    const file = await fileWith(t, JSON.stringify(spoiled));
    await assert.rejects(readRecorded(file), /file cannot be replayed: candidates\.0\.text is not what a run record/);
  });

  for (const [what, content] of Object.entries({
    nothing: "",
    "something else": "# Notes\n\nnot JSON",
    "another document": '{"a": 1}',
    "a list": "[1]",
  })) {
    it(`finds no run in ${what}`, async (t) => {
      await assert.rejects(readRecorded(await fileWith(t, content)), /holds no run\. Give a file of/);
    });
  }
});
