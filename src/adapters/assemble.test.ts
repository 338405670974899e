import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { parseSettings } from "../core/settings/settings.ts";
import { assemble } from "./assemble.ts";
import { builtInEmbedder } from "./embedding/built-in/built-in-embedder.ts";
import { changeBank } from "./question-bank/store/bank-store.ts";

it("keeps a bank open between runs, and tells the latest one what happened to it", async (t) => {
  const starterFolder = await mkdtemp(path.join(tmpdir(), "smcs-assemble-"));
  t.after(() => rm(starterFolder, { recursive: true, force: true }));
  const starter = { id: "sort", source: "own", question: "How do I sort?", task: { kind: "open" } };
  await writeFile(path.join(starterFolder, "own.jsonl"), JSON.stringify(starter));
  const bankFolder = path.join(starterFolder, "bank");

  const notices: string[] = [];
  const run = async (name: string) => {
    const onNotice = (message: string): void => void notices.push(`${name}: ${message}`);
    const sources = { settings: parseSettings({}), keyOf: () => Promise.resolve(null), bankFolder, starterFolder };
    const { means } = await assemble({ ...sources, simulated: null, onNotice }, new AbortController().signal);
    return means.bank;
  };
  const first = await run("first");
  const embedding = builtInEmbedder();
  const [embedded] = await embedding.embed(["How do I search?"], "document");
  const question = { ...starter, id: "search", split: "bank", task: { kind: "open" }, capability: {} } as const;
  await changeBank(bankFolder, embedding.space, [{ kind: "add", entry: { question, vector: embedded!.vector } }]);
  assert.equal(await run("second"), first);
  assert.equal((await first.load()).questions.size, 2);
  assert.deepEqual(notices, ["second: The question bank was changed elsewhere: 1 -> 2 questions."]);
});
