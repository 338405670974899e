import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { runSideBySide, type Work } from "./schedule.ts";

/** Returns a factory of work that notes its beginning and end, and the highest load at one time. */
function noted(): { notes: string[]; most: () => number; work: (name: string, more?: Partial<Work>) => Work } {
  const notes: string[] = [];
  let [busy, most] = [0, 0];
  const work = (name: string, { load = 1, run, ...more }: Partial<Work> = {}): Work => ({
    ...{ name, load, ...more },
    run: async () => {
      notes.push(`${name} begins`);
      busy += load;
      most = Math.max(most, busy);
      await turn();
      const isWell = (await run?.()) ?? true;
      busy -= load;
      notes.push(`${name} ends`);
      return isWell;
    },
  });
  return { notes, most: () => most, work };
}

describe("steps side by side", () => {
  it("begin in their order, as many as there are processors for", async () => {
    const { notes, most, work } = noted();
    assert.deepEqual(await runSideBySide([work("a"), work("b"), work("c", { load: 0.5 })], 2), []);
    assert.deepEqual(notes.slice(0, 2), ["a begins", "b begins"]);
    assert.equal(notes.length, 6);
    assert.equal(most(), 2);
  });

  it("let a smaller one go first where a larger one does not fit yet", async () => {
    const { notes, work } = noted();
    await runSideBySide([work("a"), work("large", { load: 2 }), work("b")], 2);
    assert.deepEqual(notes.slice(0, 2), ["a begins", "b begins"]);
    assert.equal(notes.at(-1), "large ends");
  });

  it("run what is larger than the machine by itself", async () => {
    const { notes, work } = noted();
    await runSideBySide([work("large", { load: 5 }), work("a")], 2);
    assert.deepEqual(notes, ["large begins", "large ends", "a begins", "a ends"]);
  });

  it("wait for what they come after, and are left undone when that fails", async () => {
    const { notes, work } = noted();
    const left = await runSideBySide(
      [
        work("b", { after: ["a"] }),
        work("a", { run: () => Promise.resolve(false) }),
        work("c", { after: ["not here"] }),
      ],
      2,
    );
    assert.deepEqual(left, ["b"]);
    assert.deepEqual(notes, ["a begins", "c begins", "a ends", "c ends"]);
  });
});
