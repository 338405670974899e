import assert from "node:assert/strict";
import { it } from "node:test";
import { type DownloadProgress, ProgressMeter } from "./download-progress.ts";

it("progress is told at once, then ten times a second at most, and what was last at the end", (t) => {
  let now = 5;
  t.mock.method(performance, "now", () => now);
  const told: DownloadProgress[] = [];
  const meter = new ProgressMeter((progress) => told.push(progress));
  for (let loaded = 0; loaded <= 251; loaded++, now++) meter.show({ loaded, total: null });
  assert.deepEqual(
    told.map(({ loaded }) => loaded),
    [0, 100, 200],
  );
  meter.flush();
  meter.flush();
  assert.deepEqual(
    told.map(({ loaded }) => loaded),
    [0, 100, 200, 251],
  );
});
