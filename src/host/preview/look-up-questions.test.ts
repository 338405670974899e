import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { parseSettings } from "../../core/settings/index.ts";
import { lookUpQuestions } from "./look-up-questions.ts";

it("says what the bank knows of questions, in the order asked for, and which are gone", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-look-up-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const question = (id: string, text: string, domain?: string) =>
    JSON.stringify({ id, source: "own", domain, question: text, task: { kind: "open" } });
  const lines = [question("sort", "How do I sort?", "coding"), question("long", "why ".repeat(1_000))];
  await writeFile(path.join(folder, "own.jsonl"), lines.join("\n"));
  const sources = {
    settings: parseSettings({}),
    keyOf: () => Promise.resolve(null),
    bankFolder: path.join(folder, "bank"),
    starterFolder: folder,
    modelsFolder: folder,
  };
  const [long, gone, sort] = await lookUpQuestions(sources, ["long", "gone", "sort"]);
  assert.deepEqual(sort, { id: "sort", text: "How do I sort?", domain: "coding" });
  assert.deepEqual(gone, { id: "gone", text: null, domain: "" });
  assert.match(long?.text ?? "", /^(why ){250}…$/);
});
