import { describe, it } from "node:test";
import { recordOf } from "../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../src/protocol/run.ts";
import { repetitions } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { announcements } from "../support/panel/announcements.ts";
import {
  answered,
  done,
  failing,
  fallingBack,
  merged,
  opening,
  reply,
  scores,
  twoAnswered,
  winning,
} from "../support/panel/runs.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();
const finished = recordOf([...chosen, ...winning], start);

describe("a run in the panel", () => {
  const openPanel = usePanel();

  it("shows the models while they answer and a provisional candidate until there is a winner", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([]);
    await panel.play([start]);
    await expect(page.getByText("Choosing models…")).toBeVisible();
    await panel.play([...chosen, ...answered.slice(0, 1), { type: "reference-start", model: "b" }]);
    await panel.play([{ type: "reference-delta", model: "b", text: "word", thinking: "", firstTokenMs: 300 }]);
    await expect(page.getByText("1 of 3 models answered")).toBeVisible();
    const models = page.getByRole("list", { name: "Models" }).getByRole("listitem");
    const progress = ["finished a 0.1 s ~1.4 tok/s $0.0010", "writing b 0.3 s", "waiting c waiting"];
    await expect(models).toHaveText(progress, { useInnerText: true });
    await panel.play([...answered.slice(1), ...merged.slice(0, 1)]);
    await panel.play([{ type: "candidate-delta", draw: 0, text: "A first **thought**", thinking: "" }]);
    await expect(page.getByRole("heading", { level: 3 })).toHaveText("Provisional: candidate 1");
    await expect(page.locator("strong")).toHaveText("thought");
    await expect(page.getByRole("tab")).toHaveCount(0);
  });

  it("ends with the winner first, its reasons, and the other candidates by score", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([]);
    await panel.play([start, ...chosen, ...winning]);
    const tabs = ["Candidate 2 0.860 Winner reply", "Candidate 1 0.750", "Candidate 3 0.610"];
    await expect(page.getByRole("tab")).toHaveText(tabs, { useInnerText: true });
    const shown = page.getByRole("tabpanel");
    await expect(shown.getByRole("heading", { name: "Winner: candidate 2" })).toBeVisible();
    await expect(
      shown.getByText("Agrees most with the other candidates and was written with the most certainty."),
    ).toBeVisible();
    const facts = shown.getByRole("region", { name: "Score and origin" });
    for (const fact of ["0.960", "−0.100 = 1 − 1.100", "0.860"])
      await expect(facts).toContainText(fact, { useInnerText: true });
    await expect(page.getByText("3 candidates · 12 s · ")).toBeVisible();
    await page.getByText("Why these models").click();
    await expect(page.getByText("2 of 10 bank questions support the choice.")).toBeVisible();
  });

  it("moves between its candidates with the keys of tabs and lets another become the reply", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    const tabs = panel.page.getByRole("tab");
    const opened = panel.page.getByRole("tab", { selected: true });
    const keys: [string, RegExp][] = [
      ["ArrowRight", /Candidate 1/],
      ["End", /Candidate 3/],
      ["ArrowRight", /Candidate 2/],
      ["ArrowLeft", /Candidate 3/],
      ["Home", /Candidate 2/],
      ["ArrowRight", /Candidate 1/],
    ];
    await tabs.first().focus();
    for (const [key, expected] of keys) {
      await panel.page.keyboard.press(key);
      await expect(opened).toHaveText(expected);
      await expect(panel.focus).toHaveText(expected);
    }
    await expect(panel.page.locator("[role=tab][tabindex='0']")).toHaveCount(1);
    await panel.button("Use This Reply").press("Enter");
    await panel.sends({ type: "choose", runId: "run", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }]);
    await expect(panel.focus, "the focus stays").toHaveText("This is the reply");
    await expect(tabs.nth(1)).toHaveText(/reply/);
    await expect(tabs.first()).toHaveText(/Winner/);
  });

  it("has its code and its replies copied by the host", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.button("Copy Code").click();
    const code = /```ts\n(.*?)\n```/s.exec(reply(2))?.[1];
    await panel.sends({ type: "copy", text: code });
    await panel.button("Copy Reply").click();
    await panel.sends({ type: "copy", text: reply(2) });
  });

  it("says what each model answered when all failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await expect(panel.page.getByText("No model answered.").first()).toBeVisible();
    for (const reason of ["Is the server running?", "the API key was not accepted.", "the request timed out."])
      await expect(panel.page.getByRole("listitem").getByText(reason).first()).toBeVisible();
    await expect(panel.page.getByRole("tab")).toHaveCount(0);
  });

  it("says how many models answered when some failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start)]);
    await expect(panel.page.getByText("2 of 3 models answered.", { exact: true })).toBeVisible();
    await expect(panel.page.getByRole("tab")).toHaveCount(3);
  });

  it("shows the best single answer when nothing could be merged", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...fallingBack], start)]);
    await expect(
      panel.page.getByRole("heading", { name: "Best single answer (no aggregation finished)" }),
    ).toBeVisible();
    await expect(panel.page.getByText("Answer of a")).toBeVisible();
    await panel.page.getByText("1 unfinished candidate").click();
    await expect(panel.page.getByRole("tabpanel").getByText("lab: the request timed out.")).toBeVisible();
    await expect(panel.button("Use This Reply")).toHaveCount(0);
  });

  it("is announced at its start and its end only", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const announced = await announcements(panel);
    const oneByOne = async (...events: readonly RunEvent[]) => {
      for (const event of events) await panel.play([event]);
    };
    const words = repetitions(10, 50);
    const writing = Array.from({ length: words }, (_, index): RunEvent => {
      return { type: "candidate-delta", draw: 0, text: `word ${index + 1} `, thinking: "" };
    });
    await oneByOne(...opening(), ...merged.slice(0, 1), ...writing);
    await expect(panel.page.locator(".provisional")).toContainText(`word ${words}`);
    await oneByOne(...winning, ...opening(), ...failing, ...opening(), ...fallingBack);
    await expect
      .poll(announced)
      .toEqual([
        "Asking the models.",
        "Winner ready: candidate 2.",
        "Asking the models.",
        "The run failed. No model answered.",
        "Asking the models.",
        "No aggregation finished. The best single answer is ready.",
      ]);
  });
});
