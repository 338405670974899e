import assert from "node:assert/strict";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { SnapshotFile, writeSnapshot } from "./snapshot-file.ts";

it("a snapshot gives back its parts, and the memory over whatever a start has left there", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-snapshot-"));
  t.after(() => rm(folder, { recursive: true }));
  const memory = new Uint8Array(1 << 20);
  memory[5] = 1;
  memory.fill(2, 300_000, 310_000);
  const before = new Uint8Array(1 << 20);
  before[900_000] = 3;

  const file = path.join(folder, "snapshot");
  const written = await open(file, "w");
  writeSnapshot(written.fd, { text: Buffer.from("ä"), nothing: new Uint8Array() }, { memory, before });
  const { size } = await written.stat();
  await written.close();
  assert.ok(size < 50_000, `${size} bytes`);

  const read = await open(file, "r");
  t.after(() => read.close());
  const snapshot = new SnapshotFile(read.fd);
  assert.equal(snapshot.part("text").toString(), "ä");
  assert.deepEqual([snapshot.size("nothing"), snapshot.size("missing"), snapshot.memorySize], [0, 0, 1 << 20]);
  snapshot.readMemory(before);
  assert.equal(Buffer.compare(before, memory), 0);
});
