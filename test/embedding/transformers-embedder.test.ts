import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { largestDifference, libraryVectors, textsFor } from "../support/embedding/library-vectors.ts";
import { tinyModel } from "../support/embedding/model-folder.ts";
import { textOfTokens } from "../support/embedding/vocabulary.ts";
import { cosine } from "../../src/core/embedding.ts";
import { type Instructions, noInstructions } from "../../src/embedding/instructions.ts";
import type { LocalModel } from "../../src/embedding/model-files/local-model.ts";
import { transformersEmbedder } from "../../src/embedding/local/transformers-embedder.ts";

const WINDOW = 64;

function embedderOf(t: TestContext, model: LocalModel, instructions: Instructions = noInstructions) {
  const embedder = transformersEmbedder(model, { instructions });
  t.after(() => embedder.close());
  return embedder;
}

describe("the transformers embedder", () => {
  for (const dtype of ["q8", "fp32"] as const) {
    it(`gives the library's own vectors for texts of all kinds, ${dtype}`, async (t) => {
      const model = await tinyModel(t, dtype, { positions: WINDOW });
      const texts = textsFor(WINDOW);
      const embeddings = await embedderOf(t, model).embed(
        texts.map(({ text }) => text),
        "query",
      );
      assert.ok(embeddings.every(({ space }) => space === `transformers/tiny/model/${dtype}/0123456789ab`));
      const expected = await libraryVectors(model.folder, dtype, texts);
      const vectors = embeddings.map(({ vector }) => vector);
      assert.ok(largestDifference(vectors, expected) <= 1e-5);
    });
  }

  it("gives equal vectors for equal texts, whatever was embedded before", async (t) => {
    const embedder = embedderOf(t, await tinyModel(t));
    const [first] = await embedder.embed(["sort a list"], "query");
    const [, again] = await embedder.embed([textOfTokens(300), "sort a list"], "document");
    assert.deepEqual(again, first);
  });

  it("puts instructions in front, and only the one for documents makes another space", async (t) => {
    const model = await tinyModel(t);
    const plain = embedderOf(t, model);
    const told = embedderOf(t, model, { query: "search: ", document: "stored: {text}." });
    const [query] = await told.embed(["sort"], "query");
    const [document] = await told.embed(["sort"], "document");
    const [same, sameDocument] = await plain.embed(["search: sort", "stored: sort."], "query");
    assert.deepEqual([query?.vector, document?.vector], [same?.vector, sameDocument?.vector]);
    assert.match(told.space, /^transformers\/tiny\/model\/q8\/0123456789ab\/d-[0-9a-f]{8}$/);
    assert.equal(embedderOf(t, model, { query: "search: ", document: "" }).space, plain.space);
  });

  it("takes windows no longer than the model's folder says", async (t) => {
    const model = await tinyModel(t);
    await writeFile(path.join(model.folder, "sentence_bert_config.json"), JSON.stringify({ max_seq_length: WINDOW }));
    const texts = textsFor(WINDOW);
    const embeddings = await embedderOf(t, model).embed(
      texts.map(({ text }) => text),
      "query",
    );
    const expected = await libraryVectors(model.folder, "q8", texts);
    const vectors = embeddings.map(({ vector }) => vector);
    assert.ok(largestDifference(vectors, expected) <= 1e-5);
  });

  it("pools as the model's folder says", async (t) => {
    const model = await tinyModel(t);
    const other = await tinyModel(t);
    await mkdir(path.join(other.folder, "1_Pooling"));
    await writeFile(path.join(other.folder, "1_Pooling", "config.json"), '{"pooling_mode_cls_token": true}');
    const [mean] = await embedderOf(t, model).embed(["sort a list"], "query");
    const [first] = await embedderOf(t, other).embed(["sort a list"], "query");
    assert.ok(mean && first && cosine(mean, first) < 0.999);
  });

  it("stops in the middle of a long text, and closing ends a worker that is at one", async (t) => {
    const embedder = embedderOf(t, await tinyModel(t));
    await embedder.embed(["warm"], "query");
    const stop = new AbortController();
    const endless = textOfTokens(200_000);
    const call = embedder.embed([endless], "query", stop.signal);
    setTimeout(() => {
      stop.abort(new Error("stopped"));
    }, 20);
    await assert.rejects(call, /stopped/);
    const closed = assert.rejects(embedder.embed([endless], "query"), /closed/);
    await embedder.close();
    await closed;
  });

  it("keeps the process alive while it embeds, and not afterwards", async (t) => {
    const { folder } = await tinyModel(t);
    const script = fileURLToPath(new URL("../support/embedding/embed-and-leave.ts", import.meta.url));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, folder], { signal: t.signal });
    assert.deepEqual([stdout, stderr], ["32\n", ""]);
  });
});

describe("a model that cannot be loaded", () => {
  const damages: Readonly<Record<string, (folder: string) => Promise<void>>> = {
    "weights that are cut off": (folder) => truncate(path.join(folder, "onnx", "model_quantized.onnx"), 20_000),
    "no weights": (folder) => rm(path.join(folder, "onnx"), { recursive: true }),
    "no tokenizer": (folder) => rm(path.join(folder, "tokenizer.json")),
    "a page instead of the configuration": (folder) =>
      writeFile(path.join(folder, "config.json"), "<html>Log in</html>"),
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`is an error that names the model and its folder: ${what}`, async (t) => {
      const model = await tinyModel(t);
      await damage(model.folder);
      await assert.rejects(embedderOf(t, model).embed(["a"], "query"), (error: Error) => {
        t.diagnostic(error.message);
        return (
          error.name === "EmbeddingError" && error.message.includes(`tiny/model (${model.folder}) does not work: `)
        );
      });
    });
  }
});
