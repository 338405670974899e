import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { noInstructions } from "../../src/embedding/instructions.ts";
import { transformersEmbedder } from "../../src/embedding/local/index.ts";
import { largestDifference, libraryVectors, textsFor } from "../support/embedding/library-vectors.ts";
import { tinyModel } from "../support/embedding/model-folder.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const WINDOW = 64;

/** Runs before a worker's own script: records and stops every attempt to open a connection. */
const GUARD = `
import { appendFileSync } from "node:fs";
import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { syncBuiltinESMExports } from "node:module";
const refuse = (what) => (...args) => {
  appendFileSync(new URL("./reached-out.txt", import.meta.url), what + " " + String(args[0]) + "\\n");
  throw new Error("Nothing may be fetched.");
};
globalThis.fetch = refuse("fetch");
globalThis.WebSocket = refuse("WebSocket");
dns.lookup = refuse("lookup");
dns.promises.lookup = refuse("lookup");
http.request = refuse("http");
https.request = refuse("https");
net.Socket.prototype.connect = refuse("connect");
syncBuiltinESMExports();
`;

describe("the built embedder, alone in a folder", () => {
  let home = "";
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), "smcs-embedder-"));
    for (const name of ["embedder.mjs", "onnxruntime"]) {
      await cp(path.join(repositoryRoot, "dist", name), path.join(home, name), { recursive: true });
    }
  });
  after(() => rm(home, { recursive: true, force: true }));

  /** Writes a worker's script with the guard in front. Returns its URL. */
  async function guarded(name: string, script: string): Promise<URL> {
    const file = path.join(home, name);
    await writeFile(file, `${GUARD}\n${script}`);
    return pathToFileURL(file);
  }

  function reachedOut(): string {
    const file = path.join(home, "reached-out.txt");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  for (const dtype of ["q8", "fp32"] as const) {
    it(`gives the vectors of the library that is not built, and fetches nothing: ${dtype}`, async (t) => {
      const model = await tinyModel(t, dtype, { positions: WINDOW });
      const workerFile = await guarded("guarded.mjs", 'await import("./embedder.mjs");');
      const embedder = transformersEmbedder(model, { instructions: noInstructions, workerFile });
      t.after(() => embedder.close());
      const texts = textsFor(WINDOW);
      const embeddings = await embedder.embed(
        texts.map(({ text }) => text),
        "document",
      );
      const vectors = embeddings.map(({ vector }) => vector);
      const expected = await libraryVectors(model.folder, dtype, texts);
      assert.equal(vectors.length, texts.length);
      assert.ok(largestDifference(vectors, expected) <= 1e-5);
      assert.equal(reachedOut(), "");
    });
  }

  it("fetches nothing when files are missing, either", async (t) => {
    const model = await tinyModel(t);
    const workerFile = await guarded("guarded.mjs", 'await import("./embedder.mjs");');
    for (const name of ["onnx", "tokenizer_config.json", "config.json"]) {
      await rm(path.join(model.folder, name), { recursive: true });
      const fingerprint = `without-${name}`;
      const embedder = transformersEmbedder({ ...model, fingerprint }, { instructions: noInstructions, workerFile });
      await assert.rejects(embedder.embed(["a"], "query"), { name: "EmbeddingError" });
      await embedder.close();
    }
    assert.equal(reachedOut(), "");
  });

  it("would be seen when it reached out", async (t) => {
    const model = await tinyModel(t);
    const reaching = `import { lookup } from "node:dns";
for (const reach of [() => fetch("http://127.0.0.1:9"), () => lookup("localhost", () => {})]) {
  try { reach(); } catch {}
}
throw new Error("done");`;
    const workerFile = await guarded("reaching.mjs", reaching);
    const embedder = transformersEmbedder(model, { instructions: noInstructions, workerFile });
    await assert.rejects(embedder.embed(["a"], "query"), /done/);
    await embedder.close();
    assert.match(reachedOut(), /^fetch http:\/\/127\.0\.0\.1:9\nlookup localhost\n/);
  });
});
