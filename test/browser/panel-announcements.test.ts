import { describe, it } from "node:test";
import { candidate, recordOf } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { repetitions } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { announcements } from "../support/panel/announcements.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import { judged, written } from "../support/panel/run-view.ts";
import { answered, done, failing, fallingBack, merged, opening } from "../support/panel/runs.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const stop: RunEvent = { type: "run-end", outcome: "aborted", durationMs: 900, error: null };
const pieces = repetitions(10, 50);
const drafting = Array.from({ length: pieces }, (_, index) => written("a", `word ${index + 1} `));
const merging = Array.from({ length: pieces }, (_, index): RunEvent => {
  return { type: "candidate-delta", draw: 0, text: `word ${index + 1} `, thinking: "" };
});
const verdict = judged([0, 1, 2]);

async function oneByOne(panel: PanelPage, events: readonly RunEvent[]): Promise<void> {
  for (const event of events) await panel.play([event]);
}

/** A screen reader says each of these texts once, in this order, however often the page is drawn in between. */
describe("what a screen reader hears of the panel", () => {
  const openPanel = usePanel();

  it("is the draft, the verdict and the end of a run, and no word that streams", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const announced = await announcements(panel);
    const [begin, ...rest] = candidate(0);
    await oneByOne(panel, [start, ...chosen, ...drafting, ...(begin === undefined ? [] : [begin]), ...merging]);
    await oneByOne(panel, [...answered, ...rest, ...merged.slice(2), verdict, done]);
    const whole = ["Asking the models.", "Draft from a.", "All 3 agree.", "The answer is ready."];
    await expect.poll(announced).toEqual(whole);
    // The same words are announced again for the next run, even when everything arrives within one frame.
    const again = [...opening("next"), ...drafting, ...answered, ...merged, verdict, done];
    await panel.send({ type: "events", events: again.map((event) => ({ runId: "next", event })) });
    await expect.poll(announced).toEqual([...whole, ...whole]);
  });

  it("is how a run ended that was stopped or failed, and what becomes of it", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const announced = await announcements(panel);
    await oneByOne(panel, [start, ...chosen, ...drafting, ...answered.slice(1, 2), stop]);
    await expect.poll(announced).toEqual(["Asking the models.", "Draft from a.", "Stopped before merging."]);
    await oneByOne(panel, [{ type: "run-resume", withdrawn: [] }, ...merged, verdict, done]);
    await expect.poll(announced).toHaveLength(6);
    expect((await announced()).slice(3)).toEqual(["Merging the answers…", "All 3 agree.", "The answer is ready."]);
    await oneByOne(panel, [...opening(), ...failing]);
    await expect.poll(announced).toHaveLength(8);
    expect((await announced()).slice(6)).toEqual([
      "Asking the models.",
      "The question was not answered. No model answered.",
    ]);
    await oneByOne(panel, [{ type: "run-resume", model: "a", withdrawn: [] }, ...answered.slice(0, 1), ...fallingBack]);
    await expect.poll(announced).toHaveLength(11);
    expect((await announced()).slice(8)).toEqual([
      "Asking again.",
      "Draft from a.",
      "The answers could not be merged. The best single answer is ready.",
    ]);
  });

  it("is that the demo does not know a question, each time that it is asked", async () => {
    const panel = await openPanel();
    await panel.show([], { ...endpoints, mode: "demo" });
    const announced = await announcements(panel);
    await panel.unknownToDemo(["Why?"]);
    await expect.poll(announced).toEqual([expect.stringContaining("The demo does not know this question")]);
    await panel.box.press("Enter");
    await panel.unknownToDemo(["Why?"]);
    await expect.poll(announced).toHaveLength(2);
  });

  it("is that a question waits for its turn", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen]);
    const announced = await announcements(panel);
    const queued = ["And in Python?", "Why?"].map((text, index) => ({ id: `q${index}`, text, attached: [] }));
    for (const count of [1, 2, 1]) await panel.send({ type: "queue", queued: queued.slice(0, count) });
    await expect.poll(announced).toEqual(["Waiting for its turn: And in Python?", "Waiting for its turn: Why?"]);
  });

  it("is nothing of what was there before the panel was opened or another chat was shown", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await oneByOne(panel, [start, ...chosen, ...drafting]);
    const announced = await announcements(panel);
    const finished = recordOf([...chosen, ...answered, ...merged, verdict, done], start);
    await panel.show([finished, { ...finished, runId: "other" }]);
    await expect(panel.page.getByRole("article")).toHaveCount(2);
    await panel.show([recordOf([...chosen, ...drafting], start)]);
    await panel.play([written("a", "one more word")]);
    await expect(panel.page.getByText("one more word")).toBeVisible();
    expect(await announced()).toEqual([]);
    await panel.play([...answered, ...merged, verdict, done]);
    await expect.poll(announced).toEqual(["All 3 agree.", "The answer is ready."]);
  });
});
