import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tokenLikeness } from "./token-likeness.ts";

/** Returns Dice's coefficient of two texts. */
const alike = (one: string, other: string): number => (tokenLikeness([one, other])[0] ?? 0) - 1;

describe("the likeness of tokens", () => {
  it("is the share of tokens in common, each as often as it occurs", () => {
    // In common: a, + and one b of (a + b) and (a + b + b).
    assert.equal(alike("a + b", "a + b + b"), (2 * 3) / 8);
    assert.equal(alike("a", "b"), 0);
    assert.equal(alike("", ""), 1);
  });

  it("does not see white space and comments", () => {
    assert.equal(alike("def f(x):\n  return x # same", "def f(x):\n\n    '''Doc.'''\n    return x"), 1);
    assert.equal(alike("f(x); // one", "f(x); /* two\n */"), 1);
  });

  it("does not take a division in Python or a text in JavaScript for a comment", () => {
    assert.ok(alike("def f(x):\n  return x // 2", "def f(x):\n  return x // 3") < 1);
    assert.ok(alike('color = "#fff";', 'color = "#000";') < 1);
  });

  it("ends soon for comments that never end", () => {
    const hostile = ["/* ", "\n", `def f """'''\n#`].map((part) => part.repeat(100_000));
    assert.equal(tokenLikeness(hostile).length, hostile.length);
  });

  it("sums over all texts", () => {
    assert.deepEqual(tokenLikeness(["a", "a", "b"]), [2, 2, 1]);
  });
});
