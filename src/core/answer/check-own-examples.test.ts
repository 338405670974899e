import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, three } from "../../../test/support/core/collaboration.ts";
import { answers } from "../../../test/support/core/scripted-model.ts";
import { inTurn } from "../../../test/support/core/systems.ts";
import { scriptedSandbox } from "../../../test/support/examples/scripted-sandbox.ts";
import { applyEvent } from "../record/index.ts";
import { checkOwnExamples, ownOutcomes } from "./check-own-examples.ts";

const question = { text: "Write `double`.", context: [], conversation: [] };
const code = answers("```python\ndef double(n):\n    return 2 * n\n```");
const words = answers("Use the shell.\n\n```sh\necho 4\n```");
const sandbox = scriptedSandbox(() => true);
const { signal } = new AbortController();

describe("an example of the reader's own", () => {
  it("says that the answer was not run when only other answers hold code", async () => {
    const { record } = await collaborate(Object.values(three), inTurn(words, code), { run: { question }, sandbox });
    assert.equal(record.winner, 0);
    const event = await checkOwnExamples(record, "double(2) == 4", sandbox, signal);
    assert.deepEqual(
      event.checks.map(({ of }) => of),
      [{ draw: 1 }],
    );
    assert.equal(ownOutcomes(record, event), null);
  });

  it("can be run again when the record holds as many as it may", async () => {
    const { record } = await collaborate(Object.values(three), code, { run: { question }, sandbox });
    const first = await checkOwnExamples(record, "double(2) == 4", sandbox, signal);
    const others = Array.from({ length: 49 }, (_, index) => ({ given: `double(${index + 10})`, expected: "1" }));
    const full = applyEvent(applyEvent(record, first), { ...first, examples: others, checks: [] });
    assert.equal(full.ownExamples.length, 50);
    const again = await checkOwnExamples(full, "double(2) == 4", sandbox, signal);
    assert.equal(ownOutcomes(full, again)?.length, 1);
    await assert.rejects(checkOwnExamples(full, "double(3) == 6", sandbox, signal), /up to 50 examples/);
  });
});
