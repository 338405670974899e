import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, recordOf } from "../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../src/protocol/run.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import type { PanelWindow } from "../support/panel/panel-window.ts";
import { answered, done, failing, fallingBack, merged, opening, scores, winning } from "../support/panel/runs.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], opening("earlier")[0]);
const streaming = [...chosen, ...answered, ...candidate(0).slice(0, 1)];
const delta = (text: string): RunEvent => ({ type: "candidate-delta", draw: 0, text, thinking: "" });
const paragraphs = "A paragraph of a long reply.\n\n".repeat(60);

interface Scrolled {
  /** How far the conversation is scrolled. */
  readonly top: number;
  /** How much of it lies below what is in view. */
  readonly below: number;
  /** How far below the upper edge of the view the last run begins. */
  readonly lastRun: number;
}

async function scrolled({ conversation }: PanelPage): Promise<Scrolled> {
  interface Box {
    readonly scrollTop: number;
    readonly scrollHeight: number;
    readonly clientHeight: number;
    readonly lastElementChild: Box;
    getBoundingClientRect(): { readonly top: number };
  }
  return conversation.evaluate((element) => {
    const box = element as unknown as Box;
    const { scrollTop: top, scrollHeight, clientHeight, lastElementChild: last } = box;
    const lastRun = last.getBoundingClientRect().top - box.getBoundingClientRect().top;
    return { top, below: scrollHeight - top - clientHeight, lastRun };
  });
}

async function scrollTo(panel: PanelPage, top: number): Promise<void> {
  await panel.conversation.evaluate((element, to) => {
    (element as unknown as { scrollTop: number }).scrollTop = to;
  }, top);
  await panel.drawn();
}

describe("reading in the panel", () => {
  const openPanel = usePanel();

  it("follows a streaming run at its end and begins at the question once there is a winner", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.play([start]);
    assert.ok((await scrolled(panel)).below < 2, "a new run comes into view");
    await panel.play(streaming);
    for (let i = 0; i < 5; i++) {
      await panel.play([delta(paragraphs)]);
      assert.ok((await scrolled(panel)).below < 2);
    }
    await panel.play([...merged, scores]);
    assert.ok(Math.abs((await scrolled(panel)).lastRun) < 2, JSON.stringify(await scrolled(panel)));
    await panel.play([done]);
    assert.ok(Math.abs((await scrolled(panel)).lastRun) < 2);
  });

  it("is not disturbed when the reader has scrolled away from a streaming run", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.play([start, ...streaming, delta(paragraphs)]);
    const top = 100;
    await scrollTo(panel, top);
    for (const events of [[delta(paragraphs)], [...merged, scores], [done]]) {
      await panel.play(events);
      assert.equal((await scrolled(panel)).top, top);
    }
  });

  it("follows again once the reader has returned to the end or asked anew", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.play([start, ...streaming, delta(paragraphs)]);
    await scrollTo(panel, 0);
    await panel.play([delta(paragraphs)]);
    assert.ok((await scrolled(panel)).below > 500);
    await scrollTo(panel, 100_000);
    await panel.play([delta(paragraphs)]);
    assert.ok((await scrolled(panel)).below < 2);
    await scrollTo(panel, 0);
    await panel.play([opening("next")[0]], "next");
    assert.ok((await scrolled(panel)).below < 2);
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
    const folded = panel.page.locator("details:not([open]) > summary");
    while ((await folded.count()) > 0) await folded.first().click();
    for (const width of [250, 380, 900]) {
      await panel.page.setViewportSize({ width, height: 700 });
      await panel.drawn();
      for (const part of ["html", "main", "header", "form"]) {
        const beyond = await panel.page.locator(part).evaluate((element) => {
          const { scrollWidth, clientWidth } = element as unknown as { scrollWidth: number; clientWidth: number };
          return scrollWidth - clientWidth;
        });
        assert.ok(beyond <= 0, `${part} at ${width} pixels: ${beyond}`);
      }
    }
  });

  it("shows the end of what a stalling model wrote", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...streaming, delta("The beginning, ")]);
    await panel.play([delta("and the end.")]);
    await panel.conversation.getByText("The beginning, and the end.").waitFor({ timeout: 5000 });
  });

  it("stays fluent while thousands of pieces arrive", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.play([start, ...streaming]);
    const pieces = Array.from({ length: 3_000 }, (_, i) =>
      delta(i % 40 === 39 ? "\n\n```ts\nconst a = 1;\n```\n\n" : "word "),
    );
    const longest = await panel.page.evaluate(
      async (events) => (globalThis as unknown as PanelWindow).longestTask(events),
      pieces,
    );
    assert.ok(longest < 200, `a task of ${longest} ms`);
    await panel.play([delta("the end")]);
    const last = panel.page.getByRole("article").last();
    assert.equal(await last.getByRole("button", { name: "Copy Code" }).count(), 75, "nothing got lost");
  });

  for (const theme of themes) {
    it(`can be looked at in the ${theme} theme`, async () => {
      const panel = await openPanel({ theme, height: 1_100 });
      await panel.show([recordOf([...chosen, ...winning], start)]);
      await panel.page.getByRole("heading", { name: "Winner: candidate 2" }).waitFor();
      await panel.screenshot(`panel-${theme}`);
    });
  }
});
