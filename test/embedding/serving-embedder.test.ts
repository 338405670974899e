import assert from "node:assert/strict";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { writeTinyModel } from "../support/embedding/tiny-model.ts";
import { embeddingsServer } from "../support/http/embeddings-server.ts";
import type { EmbeddingModel } from "../../src/core/ports.ts";
import { parseSettings } from "../../src/core/settings/index.ts";
import { moveBank } from "../../src/bank/spaces/index.ts";
import { createBank, readState } from "../../src/bank/store/index.ts";
import { builtInEmbedder } from "../../src/embedding/built-in/built-in-embedder.ts";
import { embedderText } from "../../src/embedding/serving/embedder-text.ts";
import { hashOfFile } from "../../src/embedding/model-files/file-hash.ts";
import { writeManifest } from "../../src/embedding/model-files/manifest.ts";
import { localModel, type ModelFile } from "../../src/embedding/model-files/local-model.ts";
import { servingEmbedder } from "../../src/embedding/serving/serving-embedder.ts";
import { closeEmbedders } from "../../src/embedding/local/transformers-embedder.ts";
import { type EmbedderSources, wantedEmbedder } from "../../src/embedding/serving/wanted-embedder.ts";
import { writeInSpace, writingEmbedder } from "../../src/embedding/serving/writing-embedder.ts";

const { signal } = new AbortController();
const TEXTS = ["How do I sort a list?", "What is a closure?", "How do I parse dates?"];
let modelFolder = "";

before(async () => {
  modelFolder = await mkdtemp(path.join(tmpdir(), "smcs-model-"));
  await writeTinyModel(modelFolder, "tiny");
});
after(async () => {
  await closeEmbedders();
  await rm(modelFolder, { recursive: true, force: true });
});

/** Returns the sources of embedders; nothing is downloaded. */
function sourcesOf(settings: Readonly<Record<string, unknown>>): EmbedderSources {
  return {
    settings: parseSettings(Object.fromEntries(Object.entries(settings).map(([key, value]) => [`smcs.${key}`, value]))),
    keyOf: () => Promise.resolve(null),
    modelsFolder: path.join(modelFolder, "none-downloaded"),
  };
}

const transformers = () => sourcesOf({ "embedding.backend": "transformers", "embedding.modelFolder": modelFolder });
const missingModel = (backend: string) => sourcesOf({ "embedding.backend": backend });

async function bankIn(t: TestContext, embedding: EmbeddingModel): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bank-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const made = await embedding.embed(TEXTS, "document");
  const entries = TEXTS.map((question, index) => ({
    question: {
      id: `q${index}`,
      source: "own",
      split: "bank" as const,
      domain: "coding",
      question,
      task: { kind: "open" as const },
      capability: {},
    },
    vector: made[index]!.vector,
  }));
  await createBank(path.join(folder, "bank"), { space: embedding.space, entries });
  return path.join(folder, "bank");
}

const older: EmbeddingModel = { ...builtInEmbedder(), space: "built-in/of-an-older-version/0" };
const foreign: EmbeddingModel = { ...builtInEmbedder(), space: "somebody-elses-model" };

describe("the embedder that the settings ask for", () => {
  it("is the built-in one with the reason where the model is missing, and a download would mend that", async () => {
    for (const backend of ["auto", "transformers"]) {
      const { kind, lacking, canDownload } = await wantedEmbedder(missingModel(backend));
      assert.deepEqual([kind, canDownload], ["built-in", true]);
      assert.equal(lacking, "The embedding model Xenova/all-MiniLM-L6-v2 is not on this machine yet.");
    }
  });

  it("is the built-in one with the reason where a folder holds no model, or a reference names no endpoint", async () => {
    const empty = sourcesOf({ "embedding.backend": "auto", "embedding.modelFolder": tmpdir() });
    const found = await wantedEmbedder(empty);
    assert.deepEqual([found.kind, found.canDownload], ["built-in", false]);
    assert.match(found.lacking ?? "", /config\.json/);
    const unknown = await wantedEmbedder(sourcesOf({ "embedding.backend": "endpoint", "embedding.model": "here/m" }));
    assert.match(unknown.lacking ?? "", /smcs\.embedding\.model/);
    assert.equal(unknown.kind, "built-in");
  });

  it("is what was asked for where that is there", async () => {
    const builtIn = await wantedEmbedder(sourcesOf({ "embedding.backend": "built-in" }));
    assert.deepEqual([builtIn.kind, builtIn.lacking], ["built-in", null]);
    const local = await wantedEmbedder(transformers());
    assert.deepEqual([local.kind, local.name, local.lacking], ["transformers", "Xenova/all-MiniLM-L6-v2", null]);
    assert.match(local.embedding.space, /^transformers\/Xenova\/all-MiniLM-L6-v2\/q8\/[0-9a-f]{12}$/);
  });
});

describe("the embedder that serves a bank", () => {
  it("is the wanted one where the bank is in its space", async (t) => {
    const { embedding } = await wantedEmbedder(transformers());
    const serving = await servingEmbedder(transformers(), await bankIn(t, embedding));
    assert.deepEqual([serving.embedding.space, serving.shouldMove], [embedding.space, false]);
    assert.deepEqual(embedderText(serving), { name: "Xenova/all-MiniLM-L6-v2", why: null });
  });

  it("is that of the bank's space until the bank has moved, and the wanted one from then on", async (t) => {
    const bankFolder = await bankIn(t, builtInEmbedder());
    const before = await servingEmbedder(transformers(), bankFolder);
    assert.deepEqual([before.embedding.space, before.shouldMove], [builtInEmbedder().space, true]);
    assert.match(embedderText(before).why ?? "", /^Xenova\/all-MiniLM-L6-v2 is used once the bank.* Still to do: 3\.$/);
    await moveBank(bankFolder, before.wanted.embedding, { onProgress: () => undefined, signal });
    const afterwards = await servingEmbedder(transformers(), bankFolder);
    assert.deepEqual([afterwards.embedding.space, afterwards.shouldMove], [before.wanted.embedding.space, false]);
  });

  it("is the built-in one while a model is missing, and the bank stays the model's", async (t) => {
    const { embedding } = await wantedEmbedder(transformers());
    const serving = await servingEmbedder(missingModel("auto"), await bankIn(t, embedding));
    assert.deepEqual([serving.embedding.space, serving.shouldMove], [builtInEmbedder().space, false]);
    const text = embedderText(serving);
    assert.equal(text.name, "Built-in embedder");
    assert.match(text.why ?? "", /not on this machine yet/);
  });

  it("takes an older version's bank over, and somebody else's only when it was asked for itself", async (t) => {
    const old = await servingEmbedder(missingModel("auto"), await bankIn(t, older));
    assert.deepEqual([old.embedding.space, old.shouldMove], [builtInEmbedder().space, true]);
    const theirs = await bankIn(t, foreign);
    assert.equal((await servingEmbedder(missingModel("auto"), theirs)).shouldMove, false);
    assert.equal((await servingEmbedder(sourcesOf({ "embedding.backend": "built-in" }), theirs)).shouldMove, true);
  });

  it("is a model of the endpoints in whose space the bank still is, whatever is wanted now", async (t) => {
    const server = await embeddingsServer(t);
    const models = ["chat", { id: "org/Embedder-1", enabled: false }];
    const endpoints = [{ name: "here", kind: "vllm", baseUrl: server.url, models }];
    const served = sourcesOf({ endpoints, "embedding.backend": "endpoint", "embedding.model": "here/org/Embedder-1" });
    const bankFolder = await bankIn(t, (await wantedEmbedder(served)).embedding);
    const serving = await servingEmbedder(sourcesOf({ endpoints, "embedding.backend": "built-in" }), bankFolder);
    assert.deepEqual([serving.embedding.space, serving.shouldMove], ["embedder-1", true]);
    assert.equal((await serving.embedding.embed(["a"], "query"))[0]?.space, "embedder-1");
  });
});

describe("the embedder of a bank's own space", () => {
  it("is a model that was downloaded under another name than the settings have now", async (t) => {
    const modelsFolder = await mkdtemp(path.join(tmpdir(), "smcs-models-"));
    t.after(() => rm(modelsFolder, { recursive: true, force: true }));
    const before = await downloaded(modelsFolder, "made-up/before");
    await downloaded(modelsFolder, "made-up/now");
    const named = (model: string, more = {}): EmbedderSources => ({
      ...sourcesOf({ "embedding.model": model, ...more }),
      modelsFolder,
    });
    const bankFolder = await bankIn(t, (await wantedEmbedder(named("made-up/before"))).embedding);
    const serving = await servingEmbedder(named("made-up/now"), bankFolder);
    assert.deepEqual([serving.embedding.space, serving.shouldMove], [before, true]);
    const instructed = named("made-up/now", { "embedding.documentInstruction": "passage: " });
    assert.equal((await servingEmbedder(instructed, bankFolder)).embedding.space, before);
  });

  it("is none where it cannot be had, which stops nobody", async (t) => {
    const models = [{ id: "org/Embedder-1", enabled: false }];
    const endpoints = [{ name: "here", kind: "vllm", baseUrl: "http://127.0.0.1:1/v1", models }];
    const sources = sourcesOf({ endpoints, "embedding.backend": "built-in" });
    const locked = { ...sources, keyOf: () => Promise.reject(new Error("The keyring is locked.")) };
    const bankFolder = await bankIn(t, { ...builtInEmbedder(), space: "embedder-1" });
    assert.equal((await servingEmbedder(locked, bankFolder)).embedding.space, builtInEmbedder().space);
  });
});

/** Puts a tiny model into the folder of downloads. @returns its space */
async function downloaded(modelsFolder: string, name: string): Promise<string> {
  const folder = path.join(modelsFolder, name);
  await writeTinyModel(folder, "tiny", { dtypes: ["q8"] });
  const parts = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx"];
  const files: ModelFile[] = [];
  for (const part of parts) {
    const file = path.join(folder, part);
    files.push({ path: part, bytes: (await stat(file)).size, sha256: await hashOfFile(file, "sha256") });
  }
  await writeManifest(folder, { format: 1, name, revision: null, downloadedAt: "2026-01-01T00:00:00Z", files });
  return `transformers/${name}/q8/${localModel(name, folder, files).fingerprint}`;
}

describe("the embedder for whoever writes a bank", () => {
  const writing = (sources: EmbedderSources, bankFolder: string): Promise<EmbeddingModel> =>
    writingEmbedder({ sources, bankFolder, onProgress: () => undefined }, signal);

  it("is that of the bank's own space", async (t) => {
    const { embedding } = await wantedEmbedder(transformers());
    assert.equal((await writing(transformers(), await bankIn(t, builtInEmbedder()))).space, builtInEmbedder().space);
    assert.equal((await writing(transformers(), await bankIn(t, embedding))).space, embedding.space);
    assert.equal((await writing(transformers(), path.join(modelFolder, "no-bank"))).space, builtInEmbedder().space);
  });

  it("moves a bank that an older version made", async (t) => {
    const bankFolder = await bankIn(t, older);
    assert.equal((await writing(missingModel("auto"), bankFolder)).space, builtInEmbedder().space);
    assert.equal((await readState(bankFolder)).manifest.space, builtInEmbedder().space);
  });

  it("asks no server to embed a bank that an older version made", async (t) => {
    const server = await embeddingsServer(t);
    const endpoints = [{ name: "here", kind: "vllm", baseUrl: server.url, models: ["org/Embedder-1"] }];
    const settings = { endpoints, "embedding.backend": "endpoint", "embedding.model": "here/org/Embedder-1" };
    const bankFolder = await bankIn(t, older);
    assert.equal((await writing(sourcesOf(settings), bankFolder)).space, builtInEmbedder().space);
    assert.equal((await readState(bankFolder)).manifest.space, builtInEmbedder().space);
  });

  it("is another one when the bank has been moved while it was written, and only then", async (t) => {
    const bankFolder = await bankIn(t, builtInEmbedder());
    const { embedding } = await wantedEmbedder(transformers());
    const quietly = { onProgress: () => undefined, signal };
    const tried: string[] = [];
    const written = await writeInSpace(
      { sources: transformers(), bankFolder, onProgress: quietly.onProgress },
      async ({ space }) => {
        tried.push(space);
        if (tried.length === 1) await moveBank(bankFolder, embedding, quietly);
        if ((await readState(bankFolder)).manifest.space !== space) throw new Error("Another space.");
        return "written";
      },
      signal,
    );
    assert.deepEqual([written, tried], ["written", [builtInEmbedder().space, embedding.space]]);
    const fails = writeInSpace(
      { sources: transformers(), bankFolder, onProgress: quietly.onProgress },
      ({ space }) => {
        tried.push(space);
        return Promise.reject(new Error("The disk is full."));
      },
      signal,
    );
    await assert.rejects(fails, /disk is full/);
    assert.equal(tried.length, 3);
  });

  it("leaves a bank of somebody else's space where it is", async (t) => {
    const bankFolder = await bankIn(t, foreign);
    await writing(missingModel("auto"), bankFolder);
    assert.equal((await readState(bankFolder)).manifest.space, foreign.space);
  });
});
