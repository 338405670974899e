import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { embeddingsServer } from "../../test/support/http/embeddings-server.ts";
import type { EmbeddingModel } from "../core/ports.ts";
import { parseSettings } from "../core/settings/index.ts";
import { RunEmbedder } from "../core/answer/index.ts";
import { assemble } from "./assemble.ts";
import { builtInEmbedder } from "../embedding/built-in/index.ts";
import { wantedEmbedder } from "../embedding/serving/index.ts";
import { bankAt } from "../bank/opened/index.ts";
import { changeBank, createBank, rewriteBank } from "../bank/store/index.ts";

it("keeps a bank open between runs, and tells the latest one what happened to it", async (t) => {
  const starterFolder = await mkdtemp(path.join(tmpdir(), "smcs-assemble-"));
  t.after(() => rm(starterFolder, { recursive: true, force: true }));
  const starter = { id: "sort", source: "own", question: "How do I sort?", task: { kind: "open" } };
  await writeFile(path.join(starterFolder, "own.jsonl"), JSON.stringify(starter));
  const bankFolder = path.join(starterFolder, "bank");

  const notices: string[] = [];
  const run = async (name: string) => {
    const onNotice = (message: string): void => void notices.push(`${name}: ${message}`);
    const sources = {
      settings: parseSettings({}),
      keyOf: () => Promise.resolve(null),
      bankFolder,
      starterFolder,
      modelsFolder: starterFolder,
    };
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

describe("a bank that is moved while a run is put together", () => {
  const { signal } = new AbortController();
  const builtIn = builtInEmbedder();
  const task = { kind: "open" } as const;
  const question = { id: "a", source: "own", question: "How?", split: "bank", task, capability: {} } as const;

  async function contentIn(embedding: EmbeddingModel) {
    const [made] = await embedding.embed([question.question], "document");
    return { space: embedding.space, entries: [{ question, vector: made!.vector }] };
  }

  it("stops nothing where its embedder cannot follow, and asks the latest embedder of a space", async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "smcs-assemble-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const bankFolder = path.join(folder, "bank");
    const server = await embeddingsServer(t);
    const settingsAt = (baseUrl: string, backend: string) =>
      parseSettings({
        "smcs.endpoints": [{ name: "here", kind: "vllm", baseUrl, models: ["embedder"] }],
        "smcs.embedding.backend": backend,
        "smcs.embedding.model": "here/embedder",
      });
    const elsewhere = { bankFolder, starterFolder: folder, modelsFolder: folder, simulated: null };
    const keyOf = () => Promise.resolve(null);
    const sound = await wantedEmbedder({ settings: settingsAt(server.url, "endpoint"), keyOf, modelsFolder: folder });
    await createBank(bankFolder, await contentIn(sound.embedding));

    const moves = async () => {
      const content = await contentIn(builtIn);
      await rewriteBank(bankFolder, () => content);
      return null;
    };
    const gone = settingsAt("http://127.0.0.1:45678/v1", "built-in");
    const { means, serving } = await assemble({ ...elsewhere, settings: gone, keyOf: moves }, signal);
    assert.equal(serving.embedding.space, sound.embedding.space);
    const asked = await new RunEmbedder(means, () => undefined).embedQuestion("How?", signal);
    assert.deepEqual([asked.asked.space, asked.bank.space], [builtIn.space, builtIn.space]);

    const place = { folder: bankFolder, starterFolder: folder, capability: [] };
    assert.equal((await bankAt(place, sound.embedding, undefined).load()).space, sound.embedding.space);
  });
});
