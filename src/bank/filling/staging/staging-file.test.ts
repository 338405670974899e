import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { part } from "../../../../test/support/deep.ts";
import type { StagedRecord } from "./staged-rows.ts";
import { StagingFile } from "./staging-file.ts";

async function newFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-staging-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, "x.log");
}
const outcomes = (row: number, questionId = `q${row}`): StagedRecord => ({
  kind: "capability",
  row,
  at: row,
  questionId,
  correct: { "é𝄞": 1 },
});

describe("a staging file", () => {
  it("gives back what was added, before and after it is opened again", async (t) => {
    const file = await newFile(t);
    const first = await StagingFile.open(file);
    for (let row = 1; row <= 3000; row++) await first.append(outcomes(row, `q${row % 100}`));
    const read = async (staging: StagingFile) => {
      const found: StagedRecord[] = [];
      for (const rows of staging.rows.byQuestion.values()) {
        for (const { place } of rows) found.push(await staging.read(place));
      }
      return found;
    };
    const records = await read(first);
    assert.equal(records.length, 3000);
    assert.deepEqual(records[1], outcomes(101, "q1"));
    await first.close();
    const second = await StagingFile.open(file);
    assert.deepEqual(await read(second), records);
    assert.deepEqual([second.rows.lastRow, second.rows.count, second.rows.reading], [3000, 3000, null]);
    await second.close();
  });

  it("goes on after its last whole line, wherever it was cut off", async (t) => {
    const file = await newFile(t);
    const whole = await StagingFile.open(file);
    for (let row = 1; row <= 3; row++) await whole.append(outcomes(row));
    await whole.close();
    const bytes = await readFile(file);
    const ends = [...bytes.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []));
    const lengths = Array.from({ length: bytes.length + 1 }, (_, length) => length);
    for (const length of part(lengths, 60)) {
      await writeFile(file, bytes);
      await truncate(file, length);
      const cut = await StagingFile.open(file);
      const lines = ends.filter((end) => end <= length).length;
      assert.equal(cut.rows.lastRow, lines, `${length} bytes`);
      await cut.append(outcomes(lines + 1));
      await cut.close();
      const again = await StagingFile.open(file);
      assert.equal(again.rows.lastRow, lines + 1);
      await again.close();
    }
  });

  it("forgets what comes after a damaged line", async (t) => {
    const file = await newFile(t);
    const whole = await StagingFile.open(file);
    await whole.append(outcomes(1));
    await whole.close();
    await appendFile(file, "00000000 {}\n");
    const tail = await StagingFile.open(file);
    assert.equal(tail.rows.count, 1);
    await tail.append(outcomes(2));
    await tail.close();
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line.slice(9)) as { row: number }).row),
      [1, 2],
    );
  });
});
