import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Preview, PreviewPlan } from "../../protocol/index.ts";
import { Previews } from "./previews.ts";

const plan = { requests: 4 } as PreviewPlan;
const never = new Promise<PreviewPlan>(() => undefined);

/**
 * Returns previews, and a list of everything shown: the number of a plan's requests, or "…" while the plan is being
 * worked out.
 */
function watched() {
  const shown: string[] = [];
  const describePreview = (preview: Preview | null): string =>
    preview === null ? "none" : `${preview.question} ${preview.plan?.requests ?? "…"}`;
  return { previews: new Previews((preview) => shown.push(describePreview(preview))), shown };
}

describe("previews", () => {
  it("are shown while they are worked out, then with their plan, until the user decides", async () => {
    for (const ask of [true, false]) {
      const { previews, shown } = watched();
      const decided = previews.show("How?", () => Promise.resolve(plan));
      await Promise.resolve();
      assert.deepEqual(previews.current, { question: "How?", plan });
      previews.end(ask);
      assert.equal(await decided, ask);
      assert.deepEqual(shown, ["How? …", "How? 4", "none"]);
    }
  });

  it("give way to another one, which ends their work", async () => {
    const { previews, shown } = watched();
    const signals: AbortSignal[] = [];
    const first = previews.show("first", (signal) => {
      signals.push(signal);
      return never;
    });
    void previews.show("second", () => never);
    assert.equal(await first, false);
    assert.equal(signals[0]?.aborted, true);
    assert.deepEqual(shown, ["first …", "none", "second …"]);
  });

  it("do not come back when their work ends after they were closed", async () => {
    const { previews, shown } = watched();
    const working = previews.show("How?", () => Promise.resolve(plan));
    previews.end(false);
    assert.equal(await working, false);
    const failing = previews.show("Why?", () => Promise.reject(new Error("Too late.")));
    previews.end(false);
    assert.equal(await failing, false);
    assert.deepEqual(shown, ["How? …", "none", "Why? …", "none"]);
  });

  it("are taken away when they cannot be worked out, and whoever asked for them is told why", async () => {
    const { previews, shown } = watched();
    await assert.rejects(
      previews.show("How?", () => Promise.reject(new Error("No endpoint."))),
      /No endpoint/,
    );
    assert.equal(previews.current, null);
    assert.deepEqual(shown, ["How? …", "none"]);
  });
});
