import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FailedChecks } from "./index.ts";

describe("failed checks", () => {
  it("are told of by questions: those that will fail again, and those that will be repeated", () => {
    const failed = new FailedChecks();
    assert.deepEqual(failed.notes, []);
    failed.add({ detail: "No processor." }, "q0");
    for (const id of ["q1", "q2", "q1", "q3", "q4", "q5", "q6", "q7"])
      failed.add({ detail: `The reference of ${id} fails.`, isLasting: true }, id);
    assert.deepEqual(failed.notes, [
      "8 replies to q1, q2, q3, q4, q5 and 2 more cannot be judged and do not count. The first reason: The reference of q1 fails.",
      "1 reply to q0 could not be checked and will be the next time, without asking again. The first reason: No processor.",
    ]);
  });
});
