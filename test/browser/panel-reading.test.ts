import { describe, it } from "node:test";
import { candidate, recordOf } from "../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../src/protocol/run.ts";
import { eventually, expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { longestTask } from "../support/panel/longest-task.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import type { PanelWindow } from "../support/panel/panel-window.ts";
import { answered, done, failing, fallingBack, merged, opening, scores, winning } from "../support/panel/runs.ts";
import { settled } from "../support/panel/settled.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], opening("earlier")[0]);
const streaming = [...chosen, ...answered, ...candidate(0).slice(0, 1)];
const delta = (text: string): RunEvent => ({ type: "candidate-delta", draw: 0, text, thinking: "" });
const paragraphs = "A paragraph of a long reply.\n\n".repeat(60);

/** How far the conversation is scrolled, in pixels. */
async function top({ conversation }: PanelPage): Promise<number> {
  return conversation.evaluate((element) => (element as unknown as { scrollTop: number }).scrollTop);
}

/** How much of the conversation lies below what is in view. */
async function below({ page }: PanelPage): Promise<number> {
  return page.evaluate(
    `(({ scrollTop, scrollHeight, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector("main"))`,
  );
}

/** How far the beginning of the last run is from the upper edge of the view. */
async function toLastRun({ page }: PanelPage): Promise<number> {
  return page.evaluate(`(() => {
    const main = document.querySelector("main");
    return Math.abs(main.lastElementChild.getBoundingClientRect().top - main.getBoundingClientRect().top);
  })()`);
}

async function scrollTo(panel: PanelPage, to: number): Promise<void> {
  await panel.conversation.evaluate((element, value) => {
    (element as unknown as { scrollTop: number }).scrollTop = value;
  }, to);
  await panel.drawn();
}

/** Has a long piece of the reply arrive, and resolves when it is shown. */
async function arrives(panel: PanelPage, number: number): Promise<void> {
  await panel.play([delta(`${paragraphs}This is piece ${number}.\n\n`)]);
  await panel.conversation.getByText(`This is piece ${number}.`).waitFor();
}

describe("reading in the panel", () => {
  const openPanel = usePanel();

  it("follows a streaming run at its end and begins at the question once there is a winner", async () => {
    const panel = await openPanel();
    const winner = panel.page.locator("[data-run=run]").getByRole("heading", { name: "Winner: candidate 2" });
    await panel.show([finished]);
    await panel.play([start]);
    await expect.poll(() => below(panel), "a new run comes into view").toBeLessThan(2);
    await panel.play(streaming);
    for (let piece = 0; piece < 5; piece++) {
      await arrives(panel, piece);
      await expect.poll(() => below(panel)).toBeLessThan(2);
    }
    await panel.play([...merged, scores]);
    await winner.waitFor();
    await expect.poll(() => toLastRun(panel)).toBeLessThan(2);
    await panel.play([done]);
    await panel.button("Ask Again").last().waitFor();
    await settled(panel);
    expect(await toLastRun(panel)).toBeLessThan(2);
  });

  it("is not disturbed when the reader has scrolled away from a streaming run", async () => {
    const panel = await openPanel();
    const run = panel.page.locator("[data-run=run]");
    await panel.show([finished]);
    await panel.play([start, ...streaming]);
    await arrives(panel, 0);
    await scrollTo(panel, 100);
    const stays = async (): Promise<void> => {
      await settled(panel);
      expect(await top(panel)).toBe(100);
    };
    await arrives(panel, 1);
    await stays();
    await panel.play([...merged, scores]);
    await run.getByRole("heading", { name: "Winner: candidate 2" }).waitFor();
    await stays();
    await panel.play([done]);
    await run.getByRole("button", { name: "Ask Again" }).waitFor();
    await stays();
  });

  it("follows again once the reader has returned to the end or asked anew", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.play([start, ...streaming]);
    await arrives(panel, 0);
    await scrollTo(panel, 0);
    await arrives(panel, 1);
    await settled(panel);
    expect(await below(panel)).toBeGreaterThan(500);
    await scrollTo(panel, 100_000);
    await arrives(panel, 2);
    await expect.poll(() => below(panel)).toBeLessThan(2);
    await scrollTo(panel, 0);
    await panel.play([opening("next")[0]], "next");
    await panel.page.locator("[data-run=next]").waitFor();
    await expect.poll(() => below(panel)).toBeLessThan(2);
  });

  it("stays at the end when the reply grows before the browser tells that the view was moved", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...streaming]);
    await arrives(panel, 0);
    await expect.poll(() => below(panel)).toBeLessThan(2);
    await panel.page.evaluate(`{
      const main = document.querySelector("main");
      const late = document.createElement("div");
      late.style.height = "300px";
      main.lastElementChild.append(late);
      main.dispatchEvent(new Event("scroll"));
    }`);
    await expect.poll(() => below(panel)).toBeLessThan(2);
    await arrives(panel, 1);
    await expect.poll(() => below(panel)).toBeLessThan(2);
  });

  it("never needs sideways scrolling, however wide the panel is", async () => {
    const panel = await openPanel();
    const long = "a_name_without_any_place_to_break_".repeat(4);
    const renamed = JSON.stringify([...chosen, ...winning]).replaceAll(/"([abc])"/g, `"${long}$1"`);
    const runs = [
      recordOf([...chosen, ...failing], start),
      recordOf([...chosen, ...fallingBack], start),
      recordOf(JSON.parse(renamed) as RunEvent[], start),
    ];
    await panel.show(
      runs.map((run, index) => ({ ...run, runId: `${index}` })),
      { ...endpoints, description: long, problem: long },
      [long],
    );
    await expect(panel.page.locator("[data-run] .fold").first()).toBeVisible();
    const folded = panel.page.locator("details:not([open]) > summary");
    await eventually(async () => {
      // A run where something has had the focus stays as it is when it is far away.
      await panel.page.evaluate(`for (const one of document.querySelectorAll("details:not([open]) > summary")) {
        one.focus();
        one.click();
      }`);
      await expect(folded).toHaveCount(0, { timeout: 100 });
    });
    for (const width of [250, 380, 900]) {
      await panel.page.setViewportSize({ width, height: 700 });
      await expect.poll(() => cutOff(panel), `at ${width} pixels`).toEqual([]);
    }
  });

  it("shows the end of what a stalling model wrote", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...streaming, delta(`${paragraphs}The beginning, `)]);
    await panel.conversation.getByText("The beginning,").waitFor();
    await panel.play([delta(`and the end.\n\n${paragraphs}`)]);
    await panel.conversation.getByText("The beginning, and the end.").waitFor();
    await expect.poll(() => below(panel), "its reader is at the end").toBeLessThan(2);
  });

  it("stays fluent while thousands of pieces arrive", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.play([start, ...streaming]);
    const pieces = Array.from({ length: 3_000 }, (_, i) =>
      delta(i % 40 === 39 ? "\n\n```ts\nconst a = 1;\n```\n\n" : "word "),
    );
    const copies = panel.page.getByRole("article").last().getByRole("button", { name: "Copy Code" });
    const longest = await longestTask(panel, async () => {
      await panel.page.evaluate((events) => (globalThis as unknown as PanelWindow).stream(events), pieces);
      await expect(copies, "nothing got lost").toHaveCount(75);
    });
    expect(longest, "the longest task, in milliseconds").toBeLessThan(200);
  });
});
