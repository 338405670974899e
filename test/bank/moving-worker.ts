import { writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { moveBank } from "../../src/bank/spaces/move-bank.ts";
import { embedderOf } from "../support/bank/spaces.ts";

/**
 * A process that moves a bank to another space until it is done or killed: `node moving-worker.ts FOLDER SPACE BATCH
 * PAUSE`. It prints a line for each text before embedding it; each batch takes PAUSE milliseconds.
 */
const [folder = "", space = "", batch = "10", takes = "0"] = process.argv.slice(2);
const embedding = embedderOf(space, { before: () => pause(Number(takes)) });
const counting = {
  space,
  embed(...given: Parameters<typeof embedding.embed>) {
    writeSync(1, given[0].map(() => "text\n").join(""));
    return embedding.embed(...given);
  },
};
writeSync(1, "ready\n");
await moveBank(folder, counting, {
  onProgress: () => undefined,
  signal: new AbortController().signal,
  batch: Number(batch),
});
writeSync(1, "done\n");
