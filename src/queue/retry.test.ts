import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MOST_TRIES, pauseBeforeRetry } from "./retry.ts";

describe("the pause before another try", () => {
  const transient = { transient: true };

  it("is a random part of a range that doubles", () => {
    const half = (): number => 0.5;
    assert.deepEqual(
      [1, 2, 3].map((tries) => pauseBeforeRetry(transient, tries, half)),
      [500, 1000, 2000],
    );
    assert.equal(
      pauseBeforeRetry(transient, 3, () => 0),
      0,
    );
  });

  it("is never shorter than the server asks for", () => {
    assert.equal(
      pauseBeforeRetry({ transient: true, retryAfterMs: 7000 }, 1, () => 0),
      7000,
    );
  });

  it("is none for what will not go away, and none after the last try", () => {
    const never = (): number => assert.fail("No random number is needed.");
    assert.equal(pauseBeforeRetry({}, 1, never), null);
    assert.equal(pauseBeforeRetry({ transient: false, retryAfterMs: 1 }, 1, never), null);
    assert.equal(pauseBeforeRetry(transient, MOST_TRIES, never), null);
  });
});
