import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { EmbeddingModel } from "../../core/ports.ts";
import { similarityThresholds } from "../../core/similarity-thresholds.ts";
import { builtInEmbedder } from "../built-in/built-in-embedder.ts";
import { calibrateOnce, keptCalibrations } from "./kept-calibrations.ts";

const { signal } = new AbortController();

async function modelsFolderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-calibration-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, "models");
}

/** Returns the built-in embedder under another name, with a counter of its calls. */
function modelOf(space: string): EmbeddingModel & { calls: number } {
  return {
    space,
    calls: 0,
    async embed(texts, purpose) {
      this.calls += 1;
      return (await builtInEmbedder().embed(texts, purpose)).map((one) => ({ ...one, space }));
    },
  };
}

describe("the calibration of a model's space", () => {
  it("is made once, kept, and used from then on", async (t) => {
    const folder = await modelsFolderOf(t);
    const [one, other] = [modelOf("model-1"), modelOf("model-2")];
    for (const model of [one, one, other]) await calibrateOnce(model, folder, signal);
    assert.ok(one.calls > 0 && one.calls === other.calls, `${one.calls}, ${other.calls}`);
    const kept = await keptCalibrations(folder);
    assert.deepEqual([...kept.keys()], ["model-1", "model-2"]);
    assert.deepEqual(similarityThresholds("model-1", kept), kept.get("model-1"));
    assert.equal(similarityThresholds("model-3", kept).measured, false);
  });

  it("is left out where real data was measured", async (t) => {
    const folder = await modelsFolderOf(t);
    const builtIn = modelOf(builtInEmbedder().space);
    await calibrateOnce(builtIn, folder, signal);
    assert.equal(builtIn.calls, 0);
  });

  it("is made anew where the file is damaged", async (t) => {
    const folder = path.dirname(await modelsFolderOf(t));
    for (const damage of ["{", '{"model-1":{"agreement":7}}', "[]"]) {
      await writeFile(path.join(folder, "calibration.json"), damage);
      assert.equal((await keptCalibrations(folder)).size, 0, damage);
      await calibrateOnce(modelOf("model-1"), folder, signal);
      assert.equal((await keptCalibrations(folder)).size, 1);
    }
  });
});
