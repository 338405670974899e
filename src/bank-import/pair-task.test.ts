import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pairTask } from "./pair-task.ts";

const checkOf = (answer: unknown, options?: unknown) => pairTask(answer, options).check;

describe("the task of a plain answer", () => {
  it("is a number where the answer is one, and means its value", () => {
    assert.deepEqual(pairTask("1,234.5", undefined), { task: { kind: "math", answer: "1234.5" }, check: "number" });
    for (const answer of [8, "8", " -3 ", "0.25", "3/4", "1e", "12 "]) {
      assert.equal(checkOf(answer), answer === "1e" ? "free-text" : "number", String(answer));
    }
  });

  it("is the number that a worked solution ends with, where that is marked", () => {
    assert.deepEqual(pairTask("4 bags of 3 are 12.\n#### 12", undefined).task, { kind: "math", answer: "12" });
    assert.deepEqual(pairTask("So it is $\\boxed{1000}$.", undefined).task, { kind: "math", answer: "1000" });
    assert.equal(checkOf("So it is 1000."), "free-text");
  });

  it("is open for what only looks like a number: codes, versions, units, dates", () => {
    for (const answer of ["007", "3.10", "12 km", "50%", "2024-01-02", "1,23", "--1"]) {
      assert.deepEqual(pairTask(answer, undefined), { task: { kind: "open" }, check: "free-text" }, answer);
    }
  });

  it("is a choice between yes and no, or true and false", () => {
    const yes = { kind: "choice", options: ["yes", "no"], answer: "A" };
    assert.deepEqual(pairTask("Yes", undefined), { task: yes, check: "yes-or-no" });
    assert.deepEqual(pairTask(false, undefined).task, { kind: "choice", options: ["true", "false"], answer: "B" });
  });

  it("is a choice where the options are given, and the answer is one of them by text or letter", () => {
    const options = ["Lyon", "Paris", "Nice"];
    const paris = { kind: "choice", options, answer: "B" };
    assert.deepEqual([pairTask("Paris", options).task, pairTask("B", options).task], [paris, paris]);
  });

  it("is open where the option cannot be told: a position, a letter that is also a text, two alike", () => {
    assert.equal(checkOf(1, ["Lyon", "Paris"]), "free-text", "positions count from 0 or from 1");
    assert.equal(checkOf("A", ["B", "A"]), "free-text");
    assert.equal(checkOf("Rome", ["Lyon", "Paris"]), "free-text");
    assert.equal(checkOf("x", ["x", "x "]), "free-text");
  });

  it("says of open questions why they are open", () => {
    assert.deepEqual(
      [undefined, null, " ", ["a", "b"], { a: 1 }, "Paris"].map((answer) => checkOf(answer)),
      ["none", "none", "none", "several", "free-text", "free-text"],
    );
    assert.equal(checkOf(["42"]), "number", "a list of one is that one");
  });
});
