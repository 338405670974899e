import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { smcsJsonlFormat } from "../../src/bank-import/index.ts";
import { notesOnReferences } from "../../src/evaluation/checking/try-references.ts";

it("an import says that reference solutions were not tried where the sandbox does not start", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-references-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "questions.jsonl");
  const task = { kind: "code-tests", language: "python", tests: ["assert f() == 1"], reference: "def f(): return 1" };
  const rows = ["a", "b"].map((id) => JSON.stringify({ id, source: "own", question: "Write f.", task }));
  await writeFile(file, rows.join("\n"));
  const trial = {
    onTried: () => undefined,
    signal: t.signal,
    folders: { dist: path.join(folder, "no-build"), snapshots: folder },
  };
  const [note, ...more] = await notesOnReferences({ file, format: smcsJsonlFormat, options: {} }, trial);
  assert.match(
    note ?? "",
    /^2 reference solutions could not be tried to the end: a \(An interpreter could not be started in the sandbox/,
  );
  assert.deepEqual(more, []);
});
