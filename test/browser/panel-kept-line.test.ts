import { describe, it } from "node:test";
import { candidate, recordOf, referenceEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { expect } from "../support/expect.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, opening, winning } from "../support/panel/runs.ts";
import { answerOf, judged, words, written } from "../support/panel/run-view.ts";
import { settled } from "../support/panel/settled.ts";
import { scrollTo, toLastRun, top } from "../support/panel/scrolling.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], opening("earlier")[0]);
const streaming: readonly RunEvent[] = [...chosen, { type: "reference-start", model: "a" }];
const paragraphs = "A paragraph of a long reply.\n\n".repeat(60);

const code = Array.from({ length: 16 }, (_, line) => `const line${line} = ${line};`).join("\n");
const withCode = (words: string): string => `${words}\n\n\`\`\`ts\n${code}\n\`\`\``;
const FEW = "In short:";
const MANY = "Words before the code, which need more than one line wherever they stand. ".repeat(3);

/** Returns the events from the end of a draft to the answer with this text. */
function becoming(draft: string, answer: string): RunEvent[] {
  const texts = [FEW, answer, MANY];
  const replies = texts.flatMap((text, draw) => candidate(draw, { text }));
  return [referenceEnd("a", { text: draft }), ...answered.slice(1), ...replies, judged([1, 0])];
}

/** Returns the position of a line of the newest code, in pixels from the upper edge of the panel. */
async function lineAt({ page }: PanelPage, line: number): Promise<number> {
  return page.evaluate(`(() => {
    const { top, height } = [...document.querySelectorAll(".answer .code-piece")].at(-1).getBoundingClientRect();
    return top + (height * ${line}) / 16;
  })()`);
}

function roomAbove({ page }: PanelPage): Promise<string> {
  return page.evaluate(`document.querySelector("[data-run=run]").style.marginTop`);
}

/** Replaces a longer draft with an answer, so its run has room above it. */
async function needsRoom(panel: PanelPage): Promise<void> {
  await panel.show([]);
  await panel.play([start, ...streaming, written("a", withCode(MANY))]);
  await expect(answerOf(panel)).toContainText("line15");
  await panel.play([...becoming(withCode(MANY), withCode(FEW)), done]);
  await panel.button("Ask Again").waitFor();
  await expect.poll(() => roomAbove(panel)).toMatch(/px$/);
}

describe("the line that is read when the answer comes", () => {
  const openPanel = usePanel();

  it("keeps the code where it is when the answer has more or fewer words before it", async () => {
    for (const earlier of [[], [finished]])
      for (const [draft, answer] of [
        [FEW, MANY],
        [MANY, FEW],
      ] as const) {
        const panel = await openPanel();
        await panel.show(earlier);
        await panel.play([start, ...streaming, written("a", withCode(draft))]);
        await expect(answerOf(panel).last()).toContainText("line15");
        await settled(panel);
        const before = await lineAt(panel, 8);
        const keeps = async (when: string): Promise<void> => {
          await settled(panel);
          expect(Math.abs((await lineAt(panel, 8)) - before), `${when}, after ${draft}`).toBeLessThanOrEqual(2);
        };
        await panel.play(becoming(withCode(draft), withCode(answer)));
        await expect(words(panel).last()).toHaveText(/^Merged from/);
        await keeps("when the answer comes");
        await panel.play([done]);
        await panel.button("Ask Again").last().waitFor();
        await keeps("when all is done");
      }
  });

  it("needs no room above the question any longer once that is out of view, or another question is asked", async () => {
    const panel = await openPanel({ height: 500 });
    const room = (): Promise<string> => roomAbove(panel);
    for (const leave of ["scroll", "ask"] as const) {
      await needsRoom(panel);
      if (leave === "scroll") {
        const before = await lineAt(panel, 8);
        const from = await top(panel);
        await scrollTo(panel, from + 110);
        await expect.poll(room).toBe("");
        expect(
          Math.abs((await lineAt(panel, 8)) + 110 - before),
          "it has moved as it was scrolled",
        ).toBeLessThanOrEqual(2);
      } else {
        await panel.play([opening("next")[0]], "next");
        await expect.poll(room).toBe("");
        await expect.poll(() => toLastRun(panel)).toBeLessThan(2);
      }
    }
  });

  it("does not jump in another chat that is shown while a run has room above it", async () => {
    const panel = await openPanel({ height: 500 });
    await needsRoom(panel);
    const long = paragraphs.repeat(2);
    await panel.show([recordOf([...chosen, ...becoming(long, long), done], opening("other")[0])]);
    await expect(panel.page.locator("[data-run=run]")).toHaveCount(0);
    await settled(panel);
    await scrollTo(panel, 300);
    await settled(panel);
    expect(await top(panel)).toBe(300);
  });

  it("is left alone where the line would be too far away in the answer", async () => {
    const panel = await openPanel({ height: 500 });
    await panel.show([]);
    await panel.play([start, ...streaming, written("a", withCode(FEW))]);
    await expect(answerOf(panel)).toContainText("line15");
    await settled(panel);
    const before = await lineAt(panel, 8);
    await panel.play([...becoming(withCode(FEW), withCode(MANY.repeat(5))), done]);
    await panel.button("Show Answer").waitFor();
    await settled(panel);
    expect(await lineAt(panel, 8)).toBe(before);
    await expect(words(panel)).toHaveText(/^Draft: a/);
    await panel.button("Show Answer").click();
    await expect(words(panel)).toHaveText(/^Merged from/);
  });

  it("has half of a low conversation for the answer, as at 200 %", async () => {
    const panel = await openPanel({ width: 289, height: 264 });
    await settled(panel);
    await panel.screenshot("panel-low");
  });
});
