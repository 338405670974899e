import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ReferenceRecord, RunRecord } from "../../../src/core/record/index.ts";
import { recordOf, referenceEnd, selectionEnd } from "../../../test/support/panel/example-run.ts";
import { failuresOf, failureWords, mendedBy, sameReason } from "./failures.ts";

type Change = Partial<Pick<ReferenceRecord, "status" | "error" | "failure" | "servedBy">>;

/** Returns a run with a reference for each change. */
function runOf(...changes: readonly Change[]): RunRecord {
  const names = changes.map((_, index) => `m${index}`);
  const chosen = selectionEnd();
  const selection = { ...chosen.selection, referencers: names };
  const ends = changes.map((change, index) => referenceEnd(`m${index}`, change));
  return recordOf([{ ...chosen, selection }, ...ends]);
}

const dead = (model: string, server = "office", said = "no connection. Is the server running?"): Change => ({
  status: "failed",
  error: `${server}/${model} at http://gpu-box.local:8000/v1: ${said}`,
  failure: "connect",
  servedBy: `${server}/${model}`,
});

describe("the failures of a run", () => {
  it("are one for each server and reason, however many models it serves", () => {
    const key: Change = { ...dead("q4", "cloud", "401, the API key was not accepted."), failure: "unauthorized" };
    const run = runOf(dead("q1"), {}, dead("org/q2"), key, dead("q5", "home"));
    const failures = failuresOf(run);
    assert.deepEqual(
      failures.map(({ server, models, indices }) => [server, models.join(), indices.join()]),
      [["office", "m0,m2", "0,2"], ["cloud", "m3", "3"], ["home", "m4", "4"]], // prettier-ignore
    );
    assert.deepEqual(failures[0]?.reasons, ["http://gpu-box.local:8000/v1: no connection. Is the server running?"]);
    assert.deepEqual(failures.map(failureWords), [
      "office cannot be reached",
      "cloud did not accept the API key",
      "home cannot be reached",
    ]);
    assert.deepEqual(failures.map(mendedBy), ["address", "key", "address"]);
  });

  it("are not what was stopped, given up or cut off", () => {
    assert.deepEqual(failuresOf(runOf({ status: "aborted", error: "stopped." }, { status: "truncated" }, {})), []);
  });

  it("tell what each model said where they differ, and of whom nobody knows the server", () => {
    const run = runOf(dead("q1"), dead("q2", "office", "refused."), {
      status: "failed",
      error: "Empty.",
      servedBy: null,
    });
    assert.deepEqual(
      failuresOf(run).map(({ server, reasons }) => [server, reasons.length]),
      [["office", 2], ["m2", 1]], // prettier-ignore
    );
    assert.equal(failureWords(failuresOf(run)[1]!), "m2 gave no usable answer");
    assert.equal(mendedBy(failuresOf(run)[1]!), null);
  });
});

describe("what is asked again with a model", () => {
  it("is all that failed at its server in its way", () => {
    const full: Change = { ...dead("q4", "office", "503."), failure: "server" };
    const run = runOf(dead("q1"), {}, dead("q2"), full, dead("q5", "home"));
    assert.deepEqual(
      [0, 2, 3, 4].map((index) => sameReason(run, index)),
      [[0, 2], [0, 2], [3], [4]], // prettier-ignore
    );
  });

  it("is all that was stopped with it, and never what is there", () => {
    const run = runOf({ status: "aborted" }, {}, { status: "aborted" }, { status: "truncated" });
    assert.deepEqual([sameReason(run, 0), sameReason(run, 3)], [[0, 2], [3]]); // prettier-ignore
  });
});
