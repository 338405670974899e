import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { download, hubAt, unfinishedIn, withHub } from "../../../test/embedding-files/start-download.ts";
import { fillDisk } from "../../../test/support/disk/fill-disk.ts";
import { madeUpModel } from "../../../test/support/http/model-files.ts";
import { COMMIT, MODEL } from "../../../test/support/http/model-hub.ts";
import type { DownloadProgress } from "./download-progress.ts";
import { readManifest } from "./manifest.ts";
import { removeModel } from "./remove-model.ts";

const WEIGHTS = "onnx/model_quantized.onnx";

describe("a download", () => {
  it("brings all files of one commit, to be found from then on without asking anybody", async (t) => {
    const { hub, modelsFolder, find } = await withHub(t);
    assert.equal(await find(), null);
    const model = await download(hubAt(hub.url), modelsFolder);
    assert.deepEqual(model, {
      name: MODEL,
      folder: path.join(modelsFolder, "made-up", "tiny-model"),
      dtype: "q8",
      fingerprint: model.fingerprint,
    });
    assert.match(model.fingerprint, /^[0-9a-f]{12}$/);
    for (const [file, content] of hub.files) assert.deepEqual(await readFile(path.join(model.folder, file)), content);
    const resolved = hub.seen.map((request) => request.path).filter((one) => one.includes("/resolve/"));
    assert.equal(resolved[0], `/${MODEL}/resolve/main/config.json`);
    assert.ok(resolved.slice(1).every((one) => one.startsWith(`/${MODEL}/resolve/${COMMIT}/`)));
    const manifest = await readManifest(model.folder);
    assert.equal(manifest?.revision, COMMIT);
    assert.deepEqual(manifest.files.map((file) => file.path).sort(), [...hub.files.keys()].sort());
    const asked = hub.asked.length;
    assert.deepEqual(await find(), model);
    assert.deepEqual(await download(hubAt(hub.url), modelsFolder), model);
    assert.equal(hub.asked.length, asked);
  });

  it("sends nothing along that could tell who asks", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    await download(hubAt(hub.url), modelsFolder);
    const usual = [
      "host",
      "connection",
      "accept",
      "accept-encoding",
      "accept-language",
      "sec-fetch-mode",
      "user-agent",
    ];
    for (const { headers } of hub.seen) {
      assert.deepEqual(
        Object.keys(headers).filter((name) => !usual.includes(name)),
        [],
      );
    }
  });

  it("takes weights of full precision where there are no quantised ones, with what lies beside them", async (t) => {
    const files = madeUpModel();
    files.set("onnx/model.onnx", files.get(WEIGHTS)!);
    files.set("onnx/model.onnx_data", Buffer.from("large numbers"));
    files.delete(WEIGHTS);
    const { hub, modelsFolder } = await withHub(t, files);
    const { dtype, folder } = await download(hubAt(hub.url), modelsFolder);
    assert.equal(dtype, "fp32");
    assert.equal(await readFile(path.join(folder, "onnx/model.onnx_data"), "utf8"), "large numbers");
  });

  it("shows how far it is, and of how much as soon as that is known", async (t) => {
    const { hub, modelsFolder } = await withHub(t, madeUpModel(4_000_000));
    const shown: DownloadProgress[] = [];
    await download(hubAt(hub.url), modelsFolder, { onProgress: (progress) => shown.push(progress) });
    const bytes = [...hub.files.values()].reduce((sum, { length }) => sum + length, 0);
    assert.deepEqual(shown.at(-1), { loaded: bytes, total: bytes });
    assert.equal(shown[0]?.total, null);
    const loaded = shown.map((progress) => progress.loaded);
    assert.deepEqual(
      loaded,
      loaded.toSorted((a, b) => a - b),
    );
  });

  it("is nothing when the model cannot be used; what it was tried as is a whole model", async (t) => {
    const { hub, modelsFolder, find } = await withHub(t);
    const check = async ({ folder, dtype }: { folder: string; dtype: string }): Promise<void> => {
      assert.ok((await stat(path.join(folder, WEIGHTS))).isFile());
      assert.deepEqual([dtype, await find()], ["q8", null]);
      throw new Error("protobuf parsing failed.");
    };
    await assert.rejects(download(hubAt(hub.url), modelsFolder, { check }), {
      name: "EmbeddingError",
      message: /was downloaded, but cannot be used: protobuf parsing failed\. Choose another one/,
    });
    assert.deepEqual([await find(), await readdir(modelsFolder)], [null, []]);
    await download(hubAt(hub.url), modelsFolder);
    assert.notEqual(await find(), null);
  });

  it("can be cancelled at any time, and leaves nothing", async (t) => {
    const { hub, modelsFolder, find } = await withHub(t, madeUpModel(3_000_000));
    for (const when of ["before", "headers", "body", "check"] as const) {
      const stop = new AbortController();
      const reason = new Error(`cancelled: ${when}`);
      const cancel = (): void => {
        stop.abort(reason);
      };
      if (when === "before") cancel();
      hub.meddle(({ file, response, content }) => {
        if (when === "check" || file !== WEIGHTS) return false;
        if (when === "body")
          response.writeHead(200, { "x-linked-size": content.length }).write(content.subarray(0, 5000));
        setTimeout(cancel, 20);
        return true;
      });
      const check = async (_: unknown, signal: AbortSignal): Promise<void> => {
        setTimeout(cancel, 5);
        await once(signal, "abort");
        throw new Error("ended in the middle");
      };
      await assert.rejects(download(hubAt(hub.url), modelsFolder, { signal: stop.signal, check }), reason);
      assert.deepEqual([await find(), await unfinishedIn(modelsFolder)], [null, []]);
    }
    hub.meddle(null);
    await download(hubAt(hub.url), modelsFolder);
    assert.notEqual(await find(), null);
  });

  it("says so when the disk is full, wherever that happens", async (t) => {
    const { hub, modelsFolder, find } = await withHub(t);
    for (const room of [0, 100, 100_000]) {
      const empty = await fillDisk(t, modelsFolder, room);
      await assert.rejects(download(hubAt(hub.url), modelsFolder), {
        name: "EmbeddingError",
        message: /the disk is full \(ENOSPC\)\. Make room and try again\. Until then/,
      });
      empty();
      assert.deepEqual([await find(), await unfinishedIn(modelsFolder)], [null, []]);
    }
    await download(hubAt(hub.url), modelsFolder);
    assert.notEqual(await find(), null);
  });

  it("says so when the folder cannot be one", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    await writeFile(path.join(modelsFolder, "taken"), "");
    await assert.rejects(download(hubAt(hub.url), path.join(modelsFolder, "taken", "models")), {
      name: "EmbeddingError",
      message: /it cannot be stored \(ENOTDIR.*Allow writing to that folder/,
    });
  });

  it("is of a proper name only", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    for (const name of ["", "tiny", "a/b/c", "../up", "a/..", "a/b..c", "a b/c", "a/b?c", "/a/b", "a/.b", "a/b."]) {
      await assert.rejects(download(hubAt(hub.url), modelsFolder, { name }), {
        name: "EmbeddingError",
        message: /smcs\.embedding\.model: ".*" is not a model's name/,
      });
    }
    assert.deepEqual([hub.asked, await readdir(modelsFolder)], [[], []]);
  });
});

describe("what stands where a model belongs", () => {
  const spoilt: Readonly<Record<string, (folder: string) => Promise<void>>> = {
    "a web page in place of weights": (folder) => writeFile(path.join(folder, WEIGHTS), "<html>login</html>"),
    "weights that are cut off": (folder) => truncate(path.join(folder, WEIGHTS), 1000),
    "no manifest": (folder) => writeFile(path.join(folder, "manifest.json"), ""),
    "a manifest that names other files": (folder) =>
      writeFile(path.join(folder, "manifest.json"), '{"format":1,"files":[{"path":"../../x","bytes":1,"sha256":"a"}]}'),
    "a folder in place of the manifest": async (folder) => {
      await rm(path.join(folder, "manifest.json"));
      await mkdir(path.join(folder, "manifest.json"));
    },
  };
  for (const [what, spoil] of Object.entries(spoilt)) {
    it(`is not used and downloaded anew: ${what}`, async (t) => {
      const { hub, modelsFolder, find } = await withHub(t);
      const model = await download(hubAt(hub.url), modelsFolder);
      await spoil(model.folder);
      assert.equal(await find(), null);
      assert.deepEqual(await download(hubAt(hub.url), modelsFolder), model);
      assert.deepEqual(await find(), model);
      assert.deepEqual(await readdir(modelsFolder), ["made-up"]);
    });
  }

  it("is compared by its hash when it is downloaded again, as after it could not be loaded", async (t) => {
    const { hub, modelsFolder, find } = await withHub(t);
    const model = await download(hubAt(hub.url), modelsFolder);
    const weights = path.join(model.folder, WEIGHTS);
    await writeFile(weights, Buffer.alloc((await stat(weights)).size));
    assert.deepEqual(await find(), model);
    await download(hubAt(hub.url), modelsFolder);
    assert.deepEqual(await readFile(weights), hub.files.get(WEIGHTS));
  });

  it("makes another fingerprint when it holds other weights", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    const { fingerprint } = await download(hubAt(hub.url), modelsFolder);
    assert.ok(await removeModel(MODEL, modelsFolder));
    assert.equal(await removeModel(MODEL, modelsFolder), false);
    assert.deepEqual(await readdir(modelsFolder), []);
    hub.files.set(WEIGHTS, madeUpModel(299_999).get(WEIGHTS)!);
    assert.notEqual((await download(hubAt(hub.url), modelsFolder)).fingerprint, fingerprint);
  });
});
