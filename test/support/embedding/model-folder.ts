import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { LocalModel } from "../../../src/embedding/model-files/local-model.ts";
import { type TinyModelOptions, writeTinyModel } from "./tiny-model.ts";

/** Creates a tiny model in a folder with an odd name, removed afterwards. */
export async function tinyModel(
  t: Pick<TestContext, "after">,
  dtype: "q8" | "fp32" = "q8",
  options: TinyModelOptions = {},
): Promise<LocalModel> {
  const home = await mkdtemp(path.join(tmpdir(), "smcs-model-"));
  t.after(() => rm(home, { recursive: true, force: true }));
  const folder = path.join(home, "mödel #1 100% (copy)");
  await writeTinyModel(folder, "tiny", { dtypes: [dtype], ...options });
  return { name: "tiny/model", folder, dtype, fingerprint: "0123456789ab" };
}
