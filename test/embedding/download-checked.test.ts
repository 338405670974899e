import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { hubModel } from "../support/embedding/hub-model.ts";
import { MODEL, modelHub } from "../support/http/model-hub.ts";
import { type EmbeddingSettings, parseSettings } from "../../src/core/settings/index.ts";
import { downloadChecked } from "../../src/embedding/serving/download-checked.ts";
import { noInstructions } from "../../src/embedding/instructions.ts";
import { hubOf } from "../../src/embedding/model-files/hub.ts";
import { closeEmbedders, transformersEmbedder } from "../../src/embedding/local/transformers-embedder.ts";

async function hubAnd(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-hub-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const hub = await modelHub(await hubModel(path.join(folder, "made")));
  t.after(() => hub.close());
  const settings = (values: Readonly<Record<string, string>>): EmbeddingSettings =>
    parseSettings({ "smcs.embedding.model": MODEL, ...values }).embedding;
  const download = (embedding: EmbeddingSettings) =>
    downloadChecked(embedding, {
      modelsFolder: path.join(folder, "models"),
      hub: hubOf({ HF_ENDPOINT: hub.url }),
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
  return { hub, settings, download };
}

describe("downloading the model of the settings", () => {
  it("asks no hub for what an endpoint serves, or where a folder is used instead", async (t) => {
    const { hub, settings, download } = await hubAnd(t);
    await assert.rejects(download(settings({ "smcs.embedding.backend": "endpoint" })), /smcs\.embedding\.backend/);
    await assert.rejects(
      download(settings({ "smcs.embedding.modelFolder": "/srv/m" })),
      /smcs\.embedding\.modelFolder/,
    );
    assert.deepEqual(hub.asked, []);
  });

  it("mends a model whose files were spoilt, which works at once and is not left alone any longer", async (t) => {
    t.after(() => closeEmbedders());
    const { settings, download } = await hubAnd(t);
    const model = await download(settings({}));
    const weights = path.join(model.folder, "onnx", "model_quantized.onnx");
    await writeFile(weights, Buffer.alloc((await readFile(weights)).length, 0xff));
    const embedder = transformersEmbedder(model, { instructions: noInstructions });
    await assert.rejects(embedder.embed(["a"], "query"), /does not work/);
    await download(settings({}));
    assert.equal((await embedder.embed(["a"], "query")).length, 1);
  });
});
