import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TaskOf } from "./task-check.ts";
import { TaskError } from "./task-check.ts";
import { noTools } from "../../../test/support/tasks/tasks.ts";
import { textCheck } from "./text.ts";

const value = (task: Omit<TaskOf<"text">, "kind">, reply: string) => {
  const verdict = textCheck.judge({ kind: "text", ...task }, reply, noTools);
  return verdict.kind === "judged" ? verdict.value : verdict.detail;
};

const exact: readonly (readonly [expected: string, right: readonly string[], wrong: readonly string[]])[] = [
  [
    "[1, 2]",
    [
      "[1, 2]",
      "[1,2]",
      "`[1, 2]`",
      "```python\n[1, 2]\n```",
      "The answer is [1, 2].",
      "f([1]) == [1, 2]",
      "assert f([1]) == [1, 2]",
      "Thinking.\n\n**[1, 2]**",
      "[ANSWER]\n[1,2]\n[/ANSWER]",
      "The output is:\n```\n[1, 2]\n```\nDone.",
    ],
    ["[2, 1]", "(1, 2)", "[1, 2, 3]", "1, 2", "[1, 2] or [2, 1]", ""],
  ],
  ["'a b'", ["'a b'", '"a b"', "Answer: 'a b'", "Answer: `'a b'`"], ["a b", "'ab'", "'A b'", "'a b '"]],
  ["'it\\'s'", ['"it\'s"'], ['"its"']],
  [
    "{'b': 1, 'a': [None, True]}",
    ["{'a': [None, True], 'b': 1}", '{"b": 1, "a": [None, True]}'],
    ["{'a': [None, False], 'b': 1}", "{'b': 1}"],
  ],
  ["(1,)", ["(1, )", "(1,)"], ["(1)", "1", "[1]"]],
  ["1.0", ["1.0", "1", "1.00"], ["1.1", "10"]],
  ["True", ["True", "The answer is True."], ["False", "true story"]],
  [
    "git rebase",
    [
      "git rebase",
      "`git rebase`",
      "You need this:\n\n```sh\ngit rebase\n```",
      "The answer is `git rebase`.",
      "Use `git rebase`.",
    ],
    ["git merge", "git rebase -i", "Git Rebase"],
  ],
  ["409", ["409", "Answer: 409", "**409**", "The right answer: **409**."], ["404", "4090", "409 or 404"]],
];

describe("an exact text", () => {
  for (const [expected, right, wrong] of exact) {
    it(`${expected} is told from others`, () => {
      assert.deepEqual(
        right.filter((reply) => value({ exact: expected }, reply) !== 1),
        [],
        "should be right",
      );
      assert.deepEqual(
        wrong.filter((reply) => value({ exact: expected }, reply) !== 0),
        [],
        "should be wrong",
      );
    });
  }
});

describe("a pattern", () => {
  it("is found anywhere in the reply, with its flags", () => {
    assert.equal(value({ pattern: "\\b20[0-9]\\b" }, "It is 204 here."), 1);
    assert.equal(value({ pattern: "\\b20[0-9]\\b" }, "It is 2040 here."), 0);
    assert.equal(value({ pattern: "^yes" }, "Yes."), 0);
    assert.equal(value({ pattern: "^yes", flags: "i" }, "Yes."), 1);
    assert.equal(value({ pattern: "^no$", flags: "m" }, "yes\nno\n"), 1);
  });

  it("that is none makes the check fail; escapes that only loose patterns know are fine", () => {
    assert.throws(() => value({ pattern: "(" }, "x"), TaskError);
    assert.equal(value({ pattern: "\\-x" }, "-x"), 1);
  });
});

describe("texts that must all be there", () => {
  it("may stand anywhere, in either case and over line breaks", () => {
    const task = { containsAll: ["git stash", "pop"] };
    assert.equal(value(task, "Run `git\nstash` first, then POP it."), 1);
    assert.equal(value(task, "Run `git stash` first."), 0);
  });

  it("hold together with the other conditions", () => {
    assert.equal(value({ containsAll: ["a"], pattern: "b" }, "ab"), 1);
    assert.equal(value({ containsAll: ["a"], pattern: "b" }, "a"), 0);
    assert.equal(value({ containsAll: ["a"], pattern: "b" }, "b"), 0);
  });

  it("are never in an empty reply", () => {
    assert.equal(value({ containsAll: [] }, "  "), 0);
  });
});
