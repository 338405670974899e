import { parentPort, workerData } from "node:worker_threads";
import { tune } from "../../core/tuned/index.ts";
import { scannedVectors } from "../scan/index.ts";
import { keepModel } from "./kept-model.ts";
import type { Lesson, Setup } from "./messages.ts";

// The thread of learned-from.ts: learns from one bank, keeps what it learned, and ends.

const { bank, fingerprint, last, file } = workerData as Setup;
const store = scannedVectors(bank.ids.length, bank.dimension);
store.vectors.set(bank.vectors);
const model = tune({ ...bank, ...store }, "fitted", last);
const learnedAt = new Date().toISOString();
parentPort?.postMessage({ model, fingerprint, learnedAt } satisfies Lesson);
if (model !== null && file !== null) {
  // The file is only a cache: without it the next process learns again.
  await keepModel(file, { fingerprint, learnedAt, model }).catch(() => undefined);
}
