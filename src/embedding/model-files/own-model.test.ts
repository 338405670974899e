import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { download, hubAt, modelsFolderFor } from "../../../test/embedding-files/start-download.ts";
import { madeUpModel } from "../../../test/support/http/model-files.ts";
import { MODEL, modelHub } from "../../../test/support/http/model-hub.ts";
import { findModel } from "./find-model.ts";

const WEIGHTS = "onnx/model_quantized.onnx";

async function put(folder: string, files: ReadonlyMap<string, Buffer | string>): Promise<void> {
  for (const [file, content] of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
}

const find = (ownFolder: string) => findModel({ name: MODEL, modelsFolder: "/nowhere", ownFolder });

describe("a model folder of the user's own", () => {
  it("is the model's, or one with the model's name below it; the same files are the same model everywhere", async (t) => {
    const [own, modelsFolder, hub] = await Promise.all([modelsFolderFor(t), modelsFolderFor(t), modelHub()]);
    t.after(() => hub.close());
    const below = path.join(own, ...MODEL.split("/"));
    await put(below, madeUpModel());
    const model = await find(own);
    assert.deepEqual([model?.folder, model?.dtype], [below, "q8"]);
    assert.deepEqual(await find(below), model);
    assert.equal((await download(hubAt(hub.url), modelsFolder)).fingerprint, model?.fingerprint);
  });

  it("is looked into again when its files change", async (t) => {
    const own = await modelsFolderFor(t);
    await put(own, madeUpModel());
    const before = await find(own);
    await put(own, new Map([["tokenizer.json", '{"changed":true}']]));
    assert.notEqual((await find(own))?.fingerprint, before?.fingerprint);
    await put(own, new Map([["tokenizer.json", "<html>"]]));
    await assert.rejects(find(own), { message: /tokenizer\.json: it is a web page/ });
  });

  it("is refused with what is missing and where to get it", async (t) => {
    for (const missing of ["config.json", "tokenizer.json", "tokenizer_config.json", WEIGHTS]) {
      const own = await modelsFolderFor(t);
      await put(own, madeUpModel());
      await rm(path.join(own, missing));
      await assert.rejects(find(own), ({ name, message }: Error) => {
        assert.equal(name, "EmbeddingError");
        assert.ok(
          message.includes(`${missing}${missing === WEIGHTS ? " or onnx/model.onnx" : ""} is missing`),
          message,
        );
        assert.match(message, /smcs\.embedding\.modelFolder.*huggingface\.co\/made-up\/tiny-model.*built-in embedder/);
        return true;
      });
    }
    await assert.rejects(find("/nowhere/at/all"), { name: "EmbeddingError", message: /config\.json is missing/ });
  });

  it("is refused when it was cloned without its large files", async (t) => {
    const own = await modelsFolderFor(t);
    await put(own, new Map([...madeUpModel(), [WEIGHTS, Buffer.from("version https://git-lfs.github.com/spec/v1\n")]]));
    await assert.rejects(find(own), { message: /model_quantized\.onnx: it is only Git LFS's pointer to the file/ });
  });
});
