import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordOf } from "../../media/panel/record/example-run.ts";
import type { RunEvent } from "../../src/protocol/run.ts";
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
    await page.getByText("Choosing models…").waitFor();
    await panel.play([...chosen, ...answered.slice(0, 1), { type: "reference-start", model: "b" }]);
    await panel.play([{ type: "reference-delta", model: "b", text: "word", thinking: "", firstTokenMs: 300 }]);
    await page.getByText("1 of 3 models answered").waitFor();
    const models = page.getByRole("list", { name: "Models" }).getByRole("listitem");
    const progress = ["finished a 0.1 s ~1.4 tok/s $0.0010", "writing b 0.3 s", "waiting c waiting"];
    assert.deepEqual(await panel.texts(models), progress);
    await panel.play([...answered.slice(1), ...merged.slice(0, 1)]);
    await panel.play([{ type: "candidate-delta", draw: 0, text: "A first **thought**", thinking: "" }]);
    assert.equal(await page.getByRole("heading", { level: 3 }).first().innerText(), "Provisional: candidate 1");
    assert.equal(await page.locator("strong").innerText(), "thought");
    assert.equal(await page.getByRole("tab").count(), 0);
  });

  it("ends with the winner first, its reasons, and the other candidates by score", async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show([]);
    await panel.play([start, ...chosen, ...winning]);
    const tabs = ["Candidate 2 0.860 Winner reply", "Candidate 1 0.750", "Candidate 3 0.610"];
    assert.deepEqual(await panel.texts(page.getByRole("tab")), tabs);
    const shown = page.getByRole("tabpanel");
    await shown.getByRole("heading", { name: "Winner: candidate 2" }).waitFor();
    await shown.getByText("Agrees most with the other candidates and was written with the most certainty.").waitFor();
    const facts = await shown.getByRole("region", { name: "Score and origin" }).innerText();
    for (const fact of ["0.960", "−0.100 = 1 − 1.100", "0.860"]) assert.ok(facts.includes(fact), fact);
    await page.getByText("3 candidates · 12 s · ").waitFor();
    await page.getByText("Why these models").click();
    await page.getByText("2 of 10 bank questions support the choice.").waitFor();
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
      await panel.drawn();
      assert.match(await opened.innerText(), expected);
      assert.match(await panel.focused(), expected);
    }
    assert.equal(await panel.page.locator("[role=tab][tabindex='0']").count(), 1);
    await panel.button("Use This Reply").press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "choose", runId: "run", draw: 0 });
    await panel.play([{ type: "choice", draw: 0 }]);
    assert.equal(await panel.focused(), "This is the reply", "the focus stays");
    assert.match(await tabs.nth(1).innerText(), /reply/);
    assert.match(await tabs.first().innerText(), /Winner/);
  });

  it("has its code and its replies copied by the host", async () => {
    const panel = await openPanel();
    await panel.show([finished]);
    await panel.button("Copy Code").click();
    const code = /```ts\n(.*?)\n```/s.exec(reply(2))?.[1];
    assert.deepEqual(await panel.lastSent(), { type: "copy", text: code });
    await panel.button("Copy Reply").click();
    assert.deepEqual(await panel.lastSent(), { type: "copy", text: reply(2) });
  });

  it("says what each model answered when all failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await panel.page.getByText("No model answered.").first().waitFor();
    for (const reason of ["Is the server running?", "the API key was not accepted.", "the request timed out."])
      await panel.page.getByRole("listitem").getByText(reason).first().waitFor();
    assert.equal(await panel.page.getByRole("tab").count(), 0);
  });

  it("says how many models answered when some failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start)]);
    await panel.page.getByText("2 of 3 models answered.", { exact: true }).waitFor();
    assert.equal(await panel.page.getByRole("tab").count(), 3);
  });

  it("shows the best single answer when nothing could be merged", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...fallingBack], start)]);
    await panel.page.getByRole("heading", { name: "Best single answer (no aggregation finished)" }).waitFor();
    await panel.page.getByText("Answer of a").waitFor();
    await panel.page.getByText("1 unfinished candidate").click();
    await panel.page.getByRole("tabpanel").getByText("lab: the request timed out.").waitFor();
    assert.equal(await panel.button("Use This Reply").count(), 0);
  });

  it("is announced at its start and its end only", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const heard = async (events: readonly RunEvent[]): Promise<string[]> => {
      const texts: string[] = [];
      for (const event of events) {
        await panel.play([event]);
        texts.push(await panel.page.getByRole("status").innerText());
      }
      return texts.filter((text, index) => text !== texts[index - 1]);
    };
    assert.deepEqual(await heard([...opening(), ...winning]), ["Asking the models.", "Winner ready: candidate 2."]);
    assert.deepEqual(await heard([...opening(), ...failing]), [
      "Asking the models.",
      "The run failed. No model answered.",
    ]);
    assert.equal(
      (await heard([...opening(), ...fallingBack])).at(-1),
      "No aggregation finished. The best single answer is ready.",
    );
  });
});
