import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { candidate, recordOf, runStart } from "../../../test/support/panel/example-run.ts";
import { conversationOf, type Turn, turnsOf } from "./conversation.ts";
import type { RunRecord } from "../record/index.ts";

/** Returns a run with this id and a reply, which may replace another run. */
const run = (runId: string, replaces?: string): RunRecord => {
  const start = { ...runStart(runId), ...(replaces === undefined ? {} : { replaces }) };
  return recordOf(
    [
      ...candidate(0, { text: `to ${runId}` }),
      { type: "scores", candidates: [{ draw: 0, similarity: 1, score: 1 }], winner: 0 },
    ],
    { ...start, question: { ...start.question, text: runId } },
  );
};
const shown = (turns: readonly Turn[]): string =>
  turns.map(({ run: { runId }, earlier }) => (earlier.length > 0 ? `${runId}(${shown(earlier)})` : runId)).join(" ");
const said = (...args: Parameters<typeof conversationOf>): string =>
  conversationOf(...args)
    .map(({ content }) => content)
    .join(", ");

describe("the turns of a conversation", () => {
  it("are its runs where nothing was asked again", () => {
    assert.equal(shown(turnsOf([run("a"), run("b")])), "a b");
  });

  it("hold what they replaced, and all that had followed it", () => {
    const runs = [run("a"), run("b"), run("c"), run("d", "b")];
    assert.equal(shown(turnsOf(runs)), "a d(b c)");
    assert.equal(shown(turnsOf([...runs, run("e"), run("f", "d")])), "a f(d(b c) e)");
  });

  it("stand at the end where the replaced run is lost or was replaced before", () => {
    assert.equal(shown(turnsOf([run("a"), run("b", "lost")])), "a b");
    assert.equal(shown(turnsOf([run("a"), run("b", "a"), run("c", "a")])), "b(a) c");
  });

  it("lose no run, and keep the last one at the end", () => {
    const replacements = fc.array(fc.option(fc.nat(9), { nil: undefined }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(replacements, (replaced) => {
        const runs = replaced.map((of, index) => run(`${index}`, of === undefined ? undefined : `${of}`));
        const turns = turnsOf(runs);
        const all = (some: readonly Turn[]): string[] => some.flatMap((turn) => [turn.run.runId, ...all(turn.earlier)]);
        assert.deepEqual(all(turns).sort(), runs.map(({ runId }) => runId).sort());
        assert.equal(turns.at(-1)?.run, runs.at(-1));
      }),
    );
  });
});

describe("the conversation of a new question", () => {
  const runs = [run("a"), run("b"), run("c", "b")];

  it("leaves out what was replaced, and runs without a reply", () => {
    assert.equal(said(runs), "a, to a, c, to c");
    assert.equal(said([...runs, recordOf([], runStart("no reply"))]), "a, to a, c, to c");
  });

  it("begins with what stood before the chat, where its first question was asked elsewhere", () => {
    const first = run("a");
    const told = { ...first, asked: { ...first.asked, conversation: [{ role: "user", content: "before" } as const] } };
    assert.equal(said([told, run("b")]), "before, a, to a, b, to b");
    assert.equal(said([told, run("b")], "a"), "before");
  });

  it("ends before the run in whose place it is asked", () => {
    assert.equal(said(runs, "c"), "a, to a");
    assert.equal(said(runs, "a"), "");
  });
});
