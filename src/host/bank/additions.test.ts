import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Lesson } from "../../core/growth/index.ts";
import type { RunRecord } from "../../core/record/index.ts";
import { type Addition, additionOf, Additions } from "./additions.ts";

/** Returns a memento that keeps values as JSON, as VS Code does. */
function memento() {
  const values = new Map<string, string>();
  return {
    get: (key: string) => JSON.parse(values.get(key) ?? "null") as never,
    update: (key: string, value: unknown): Promise<void> => {
      values.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

const run = (runId: string) => ({ runId, question: `${runId}?` }) as RunRecord;
const lesson = (questionId: string): Lesson => {
  const question = { id: questionId, source: "own", split: "bank", question: "?", task: { kind: "open" } } as const;
  const entry = { question: { ...question, capability: {} }, vector: Float32Array.of(0.6, 0.8) };
  return { kind: "lesson", questionId, capability: {}, check: null, changes: [{ kind: "add", entry }] };
};
const addition = (name: string): Addition => additionOf("bank", run(name), lesson(name));

describe("additions that can be taken back", () => {
  it("forgets the one that was meant, not the last one", async () => {
    const additions = new Additions(memento());
    for (const name of ["a", "b", "c"]) await additions.add(addition(name));
    const [, second] = additions.all;
    await additions.forget(second!);
    // Called twice, as two clicks at the same time would.
    await additions.forget(second!);
    await additions.forget(addition("a"));
    assert.deepEqual(
      additions.all.map(({ question }) => question),
      ["c?"],
    );
  });

  it("knows what a run has added to which bank", async () => {
    const additions = new Additions(memento());
    for (const name of ["a", "b"]) await additions.add(addition(name));
    assert.deepEqual(
      additions.of(run("b"), "bank").map(({ lesson: { questionId } }) => questionId),
      ["b"],
    );
    assert.deepEqual(additions.of(run("b"), "another"), []);
  });

  it("keeps no more than 50, the last ones", async () => {
    const additions = new Additions(memento());
    for (let number = 0; number < 60; number++) await additions.add(addition(`${number}`));
    assert.deepEqual([additions.all.length, additions.all[0]?.question], [50, "10?"]);
  });
});
