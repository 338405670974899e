import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { after, describe, it } from "node:test";
import { findModel } from "../../src/embedding/model-files/index.ts";
import { plainTable } from "../../src/report-page/index.ts";
import { MODEL, modelHub } from "../support/http/model-hub.ts";
import { until } from "../support/until.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { download, hubAt, modelsFolderFor, unfinishedIn } from "./start-download.ts";

const rows = new Map<string, readonly string[]>();

describe("a download under a fault", { concurrency: 8 }, () => {
  after(() => {
    // In the order of the faults, whichever ended first.
    const table = faults.map(({ name }) => rows.get(name) ?? [name, "", "(failed)"]);
    console.log(plainTable(["fault", "requests", "the user sees"], table).join("\n"));
  });

  for (const fault of faults) {
    it(`${fault.name}; the next start works`, async (t) => {
      const modelsFolder = await modelsFolderFor(t);
      const hub = await modelHub();
      t.after(() => hub.close());
      const find = () => findModel({ name: MODEL, modelsFolder, ownFolder: null });

      hub.meddle((asked) => {
        if (`${asked.at} ${asked.file}` !== fault.where) return false;
        const written = (bytes: number) =>
          until(`${bytes} bytes are written`, async () => (await sizeIn(modelsFolder, asked.file)) === bytes);
        return fault.answer({ ...asked, written }) !== false;
      });
      const failure = await download(hubAt(hub.url, fault.limits ?? {}), modelsFolder).then(
        () => null,
        (error: unknown) => error as Error,
      );
      const requests = hub.asked.filter((one) => one === fault.where).length;
      rows.set(fault.name, [fault.name, String(requests), failure?.message ?? "the model"]);
      checkFailure(fault, failure);
      assert.equal(requests, fault.requests ?? 1, hub.asked.join("\n"));
      assert.deepEqual(await unfinishedIn(modelsFolder), []);
      assert.equal((await find()) !== null, fault.sees === null);

      hub.meddle(null);
      const model = await download(hubAt(hub.url), modelsFolder);
      assert.deepEqual(await find(), model);
      assert.deepEqual(await readdir(modelsFolder), ["made-up"]);
    });
  }
});

/** Returns how many bytes of a model's file an unfinished download has written. */
async function sizeIn(modelsFolder: string, file: string): Promise<number> {
  const [place = ""] = await unfinishedIn(modelsFolder);
  const { size } = await stat(path.join(modelsFolder, place, file)).catch(() => ({ size: 0 }));
  return size;
}

function checkFailure({ sees }: Fault, failure: Error | null): void {
  if (sees === null) {
    assert.equal(failure, null);
    return;
  }
  assert.equal(failure?.name, "EmbeddingError");
  const { message } = failure;
  assert.match(message, sees);
  assert.match(message, /^The embedding model made-up\/tiny-model could not be downloaded\. /);
  assert.match(message, /Until then the built-in embedder is used\.$/);
  assert.doesNotMatch(message, /secret/);
}
