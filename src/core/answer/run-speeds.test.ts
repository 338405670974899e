import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, inTime, merged, takes, three } from "../../../test/support/core/collaboration.ts";
import { answers, fails, type Step } from "../../../test/support/core/scripted-model.ts";
import type { SpeedMemory } from "../ports.ts";

type Kept = Parameters<SpeedMemory["keep"]>[0][number];

/** Returns a memory of speeds, and the replies that it is given. */
function memory(): { readonly speeds: SpeedMemory; readonly kept: Kept[] } {
  const kept: Kept[] = [];
  const keep: SpeedMemory["keep"] = (replies) => {
    kept.push(...replies);
    return Promise.resolve();
  };
  return { speeds: { known: new Map(), keep }, kept };
}

describe("the speeds that a run keeps", () => {
  it("are those of its replies, from when the request went out last", async () => {
    const { speeds, kept } = memory();
    const world = { ...inTime({}), speeds };
    const sentAgain: Step = async (request, onDelta, signal) => {
      // The first attempt failed; the second waited for its turn.
      await world.time.wait(20_000, signal);
      request.onSent?.();
      await world.time.wait(500, signal);
      onDelta({ choice: 0, text: "in", thinking: "" });
      return takes(world.time, 1500, answers("in turn"))(request, () => undefined, signal);
    };
    const steps = [takes(world.time, 2000, three.a), fails(), sentAgain];
    const { record } = await collaborate(steps, merged, world);
    assert.deepEqual(kept, [
      { model: "a", firstTokenMs: 2000, durationMs: 2000, tokens: 1 },
      { model: "c", firstTokenMs: 500, durationMs: 2000, tokens: 1 },
    ]);
    assert.deepEqual([record.references[2]?.sentMs, record.references[2]?.durationMs], [20_000, 22_000]);
  });

  it("have no time to the first token of a request that went out again after it", async () => {
    const { speeds, kept } = memory();
    const world = { ...inTime({}), speeds };
    const brokeOff: Step = async (request, onDelta, signal) => {
      onDelta({ choice: 0, text: "half", thinking: "" });
      await world.time.wait(1000, signal);
      request.onSent?.();
      return takes(world.time, 700, answers("whole"))(request, onDelta, signal);
    };
    await collaborate([brokeOff], merged, world);
    assert.deepEqual(kept.slice(0, 1), [{ model: "a", firstTokenMs: null, durationMs: 700, tokens: 1 }]);
  });

  it("leave out a reply that was asked for twice", async () => {
    const { speeds, kept } = memory();
    const world = { ...inTime({ hedge: "always" }), speeds };
    const steps = [2000, 2000, 9000].map((ms) => takes(world.time, ms, answers("text")));
    const { record } = await collaborate(steps, merged, world);
    assert.equal(record.references[2]?.hedged, true);
    assert.deepEqual(
      kept.map(({ model }) => model),
      ["a", "b"],
    );
  });
});
