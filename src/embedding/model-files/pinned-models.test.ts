import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { download, hubAt, unfinishedIn, withHub } from "../../../test/embedding-files/start-download.ts";
import { COMMIT, MODEL } from "../../../test/support/http/model-hub.ts";
import { parseSettings } from "../../core/settings/index.ts";
import { cachedModel } from "./cached-model.ts";
import { missingPart } from "./model-parts.ts";
import { modelFolder } from "./model-name.ts";
import { isAsPinned, type PinnedModel, pinnedModel } from "./pinned-models.ts";

const WEIGHTS = "onnx/model_quantized.onnx";

/** Returns a pin of these files, except those that a pinned model does not have. */
function pinOf(files: ReadonlyMap<string, Buffer>): PinnedModel {
  const hashes = [...files]
    .filter(([file]) => file !== "1_Pooling/config.json")
    .map(([file, content]) => [file, createHash("sha256").update(content).digest("hex")]);
  return { revision: COMMIT, files: Object.fromEntries(hashes) as Record<string, string> };
}

describe("the default embedding model", () => {
  const { model } = parseSettings({}).embedding;

  it("is pinned to a commit, with the hash of each file that a model needs", () => {
    const pin = pinnedModel(model);
    assert.ok(pin);
    assert.match(pin.revision, /^[0-9a-f]{40}$/);
    assert.equal(missingPart(Object.keys(pin.files)), null);
    for (const hash of Object.values(pin.files)) assert.match(hash, /^[0-9a-f]{64}$/);
  });

  it("is not there where a download of other files has its name", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    const made = await download(hubAt(hub.url), modelsFolder);
    assert.ok(await cachedModel(made.folder, MODEL, "sizes"));
    // The folder as a download of the default model would have left it if a mirror had sent these files.
    const manifest = path.join(made.folder, "manifest.json");
    await writeFile(manifest, (await readFile(manifest, "utf8")).replace(`"${MODEL}"`, `"${model}"`));
    assert.equal(await cachedModel(made.folder, model, "sizes"), null);
  });

  it("has no pin under another's name, whatever that is", () => {
    for (const name of [MODEL, "toString", "__proto__", "xenova/all-minilm-l6-v2"])
      assert.equal(pinnedModel(name), null);
  });
});

describe("a download of a pinned model", () => {
  it("asks for the pinned commit from the first file on, and for no other file", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    const pin = pinOf(hub.files);
    const made = await download(hubAt(hub.url), modelsFolder, { pin });
    const asked = hub.seen.map((request) => request.path).filter((one) => one.includes("/resolve/"));
    assert.deepEqual(
      asked,
      Object.keys(pin.files).map((file) => `/${MODEL}/resolve/${COMMIT}/${file}`),
    );
    assert.equal(made.folder, modelFolder(modelsFolder, MODEL));
  });

  it("refuses files that a mirror exchanged, although their hashes are what the mirror says", async (t) => {
    for (const file of ["config.json", WEIGHTS]) {
      const { hub, modelsFolder, find } = await withHub(t);
      const pin = pinOf(hub.files);
      const content = hub.files.get(file)!;
      hub.files.set(file, file === WEIGHTS ? Buffer.concat([content, Buffer.from([0])]) : Buffer.from('{"evil":true}'));
      await assert.rejects(download(hubAt(hub.url), modelsFolder, { pin }), (error: Error) => {
        assert.match(error.message, new RegExp(`${file} from 127\\.0\\.0\\.1:\\d+: `));
        assert.match(error.message, /SHA-256|cannot be used/);
        return true;
      });
      assert.equal(await find(), null);
      assert.deepEqual(await unfinishedIn(modelsFolder), []);
    }
  });

  it("is incomplete without one of its files", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    const pin = pinOf(hub.files);
    hub.files.delete("tokenizer.json");
    await assert.rejects(download(hubAt(hub.url), modelsFolder, { pin }), /tokenizer\.json from .*HTTP 404/);
  });

  it("has exactly its files", () => {
    const pin = { revision: COMMIT, files: { a: "1", b: "2" } };
    const [a, b] = [
      { path: "a", sha256: "1" },
      { path: "b", sha256: "2" },
    ];
    assert.ok(isAsPinned(pin, [b, a]));
    for (const files of [[a], [a, b, { path: "c", sha256: "3" }], [a, { ...b, sha256: "1" }], [a, a]])
      assert.ok(!isAsPinned(pin, files));
    assert.ok(isAsPinned(null, [a]));
  });
});
