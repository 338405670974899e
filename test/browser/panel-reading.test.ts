import { describe, it } from "node:test";
import { recordOf, referenceEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { eventually, expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { longestTask } from "../support/panel/longest-task.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import type { PanelWindow } from "../support/panel/panel-window.ts";
import { answered, done, failing, fallingBack, merged, opening, winning } from "../support/panel/runs.ts";
import { answerOf, judged, words, written } from "../support/panel/run-view.ts";
import { settled } from "../support/panel/settled.ts";
import { scrollTo, toLastRun, top } from "../support/panel/scrolling.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";
import { restingBox } from "../support/resting-box.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], opening("earlier")[0]);
const streaming: readonly RunEvent[] = [...chosen, { type: "reference-start", model: "a" }];
const paragraphs = "A paragraph of a long reply.\n\n".repeat(60);
const piece = (number: number): string => `${paragraphs}This is piece ${number}.\n\n`;

/** Returns the events from the end of a draft to the answer. @param pieces of the draft */
function decided(pieces: number): RunEvent[] {
  const text = Array.from({ length: pieces }, (_, number) => piece(number)).join("");
  return [referenceEnd("a", { text }), ...answered.slice(1), ...merged, judged([1, 0])];
}

/** Returns how much of the conversation is below the visible part. */
async function below({ page }: PanelPage): Promise<number> {
  return page.evaluate(
    `(({ scrollTop, scrollHeight, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector("main"))`,
  );
}

/** Sends a long piece of the reply, and resolves when the piece is shown. */
async function arrives(panel: PanelPage, number: number): Promise<void> {
  await panel.play([written("a", piece(number))]);
  await panel.conversation.getByText(`This is piece ${number}.`).waitFor();
}

describe("reading in the panel", () => {
  const openPanel = usePanel();

  it("begins at the upper edge with a new question, wherever the reader was, and streaming moves nothing", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    for (const [runId, from] of [
      ["first", 0],
      ["second", 100_000],
      ["third", 200],
    ] as const) {
      await scrollTo(panel, from);
      await panel.play([opening(runId)[0]], runId);
      await panel.page.locator(`[data-run=${runId}]`).waitFor();
      await expect.poll(() => toLastRun(panel), runId).toBeLessThan(2);
      await panel.play([...chosen, ...winning], runId);
    }
    await panel.play([start, ...streaming]);
    for (let number = 0; number < 5; number++) {
      await arrives(panel, number);
      await settled(panel);
      expect(await toLastRun(panel), `at piece ${number}`).toBeLessThan(2);
    }
    expect(await below(panel), "it grows downwards").toBeGreaterThan(500);
    await panel.play(decided(5));
    await expect(words(panel).last()).toHaveText(/^Merged from/);
    await settled(panel);
    expect(await toLastRun(panel)).toBeLessThan(2);
    await panel.play([done]);
    await panel.button("Ask Again").last().waitFor();
    await settled(panel);
    expect(await toLastRun(panel)).toBeLessThan(2);
  });

  it("goes on in its place when the answer comes: the draft's first line and the answer's are at the same height", async () => {
    for (const width of [380, 250]) {
      const panel = await openPanel({ width });
      const text = answerOf(panel).last().locator(".markdown");
      await panel.show([finished]);
      await panel.play([start, ...streaming, written("a", "A first token")]);
      await expect(text).toHaveText("A first token");
      const { y } = await restingBox(text);
      const keeps = async (when: string): Promise<void> => {
        await settled(panel);
        expect(Math.abs((await restingBox(text)).y - y), `${when}, at ${width} px`).toBeLessThanOrEqual(2);
      };
      await arrives(panel, 0);
      await keeps("while it streams");
      await panel.play(decided(1));
      await expect(words(panel).last()).toHaveText(/^Merged from/);
      await expect(text).toHaveText(/variant 2/);
      await keeps("when the answer comes");
      await panel.play([done]);
      await panel.button("Ask Again").last().waitFor();
      await keeps("when all is done");
    }
  });

  it("is not disturbed in the middle of the draft, and goes on with the answer when that is wanted", async () => {
    const panel = await openPanel();
    const run = panel.page.locator("[data-run=run]");
    await panel.show([finished]);
    await panel.play([start, ...streaming]);
    await arrives(panel, 0);
    await arrives(panel, 1);
    await scrollTo(panel, (await top(panel)) + 500);
    const place = await top(panel);
    const stays = async (): Promise<void> => {
      await settled(panel);
      expect(await top(panel)).toBe(place);
      await expect(answerOf(panel).last()).toContainText("This is piece 1.");
      await expect(words(panel).last()).toHaveText(/^Draft: a/);
    };
    await expect(panel.button("Show Answer")).toHaveCount(0);
    await panel.play(decided(2));
    await expect(panel.page.locator(".ready")).toBeInViewport();
    await stays();
    await panel.play([done]);
    await run.getByRole("button", { name: "Ask Again" }).waitFor();
    await stays();
    await expect(run.getByRole("button", { name: "Copy Answer" }), "nobody knows which one is meant").toHaveCount(0);
    await expect.poll(() => cutOff(panel)).toEqual([]);
    await expect.poll(() => violations(panel)).toEqual([]);
    await panel.button("Show Answer").press("Enter");
    await expect(words(panel).last()).toHaveText("Merged from 2 answers by c");
    await expect(answerOf(panel).last().locator(".markdown")).toHaveText(/variant 2/);
    await expect.poll(() => toLastRun(panel), "it is read from its beginning").toBeLessThan(2);
    await expect(panel.page.locator(".ready")).toHaveCount(0);
    await expect(answerOf(panel).last(), "the focus goes on there").toBeFocused();
    await run.getByRole("button", { name: "Copy Answer" }).waitFor();
  });

  it("is not disturbed where the reader has selected some of the draft", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...streaming]);
    await arrives(panel, 0);
    await panel.page.getByText("A paragraph of a long reply.").first().selectText();
    await panel.play([...decided(1), done]);
    await panel.button("Show Answer").waitFor();
    await settled(panel);
    await expect.poll(() => panel.page.evaluate("String(getSelection())")).toBe("A paragraph of a long reply.");
    await panel.button("Show Answer").click();
    await expect(answerOf(panel).locator(".markdown")).toHaveText(/variant 2/);
  });

  it("goes on with an answer that the reader has chosen or compares, too", async () => {
    const panel = await openPanel();
    const lastAnswer = answerOf(panel).last();
    await panel.show([]);
    for (const runId of ["chosen", "compared"]) {
      await panel.play([opening(runId)[0], ...streaming, written("a", piece(0))], runId);
      await lastAnswer.getByText("This is piece 0.").selectText();
      await panel.play([...decided(1), done], runId);
      await panel.button("Show Answer").waitFor();
      await panel.page.getByText("Other answers (5)").last().click();
      if (runId === "chosen") {
        await panel.page.keyboard.press("Alt+3");
        await panel.play([{ type: "choice", draw: 2 }], runId);
        await expect(lastAnswer.locator(".markdown")).toHaveText(/variant 3/);
      } else {
        const third = panel.page.locator(".other-list > li").filter({ hasText: "Answer 3" });
        await third.getByRole("button", { name: "Compare" }).press("Enter");
        await expect(panel.page.getByRole("combobox", { name: "Compare with" })).toBeFocused();
      }
      await expect(panel.button("Show Answer"), runId).toHaveCount(0);
    }
  });

  it("is not disturbed when the reader has gone back to what was before a streaming run", async () => {
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
    await panel.play(decided(2));
    await expect(words(panel).last()).toHaveText(/^Merged from/);
    await stays();
    await panel.play([done]);
    await run.getByRole("button", { name: "Ask Again" }).waitFor();
    await stays();
  });

  it("keeps the focus where it was, in the draft and in the answer that takes its place", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...streaming, written("a", "```ts\nlet a;")]);
    await panel.button("Copy Code").click();
    const [draftEnd, ...rest] = decided(0);
    await panel.play([draftEnd as RunEvent]);
    await expect(answerOf(panel), "the draft was empty in the end, and no other is there").toBeFocused();
    await panel.play(rest);
    await expect(words(panel)).toHaveText(/^Merged from/);
    await expect(answerOf(panel)).toBeFocused();
    await panel.page.keyboard.press("Tab");
    await expect(panel.focus, "the first thing in it").toHaveText("Apply");
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
      // A run that has had the focus is not collapsed when it is far away.
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
    await panel.play([start, ...streaming, written("a", `${paragraphs}The beginning, `)]);
    await panel.conversation.getByText("The beginning,").waitFor();
    await panel.play([written("a", `and the end.\n\n${paragraphs}The last words.`)]);
    await panel.conversation.getByText("The beginning, and the end.").waitFor();
    await panel.conversation.getByText("The last words.").waitFor();
  });

  it("stays fluent while thousands of pieces arrive", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.play([start, ...streaming]);
    const pieces = Array.from({ length: 3_000 }, (_, i) =>
      written("a", i % 40 === 39 ? "\n\n```ts\nconst a = 1;\n```\n\n" : "word "),
    );
    const copies = panel.page.getByRole("article").last().getByRole("button", { name: "Copy Code" });
    const longest = await longestTask(panel, async () => {
      await panel.page.evaluate((events) => (globalThis as unknown as PanelWindow).stream(events), pieces);
      await expect(copies, "nothing got lost").toHaveCount(75);
    });
    expect(longest, "the longest task, in milliseconds").toBeLessThan(200);
  });
});
