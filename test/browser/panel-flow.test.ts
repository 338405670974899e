import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordOf, referenceEnd, runStart, selectionEnd } from "../../media/panel/record/example-run.ts";
import type { RunEvent, RunRecord } from "../../src/protocol/run.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { answered, done, failing, merged, opening, scores, twoAnswered, winning } from "../support/panel/runs.ts";
import { themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const [start, ...chosen] = opening();

/** A finished run of some id, with its own question, in the place of another where it says so. */
function run(runId: string, text: string, replaces?: string): RunRecord {
  const question = { ...start.question, text };
  return recordOf([...chosen, ...winning], {
    ...runStart(runId),
    question,
    ...(replaces !== undefined && { replaces }),
  });
}

const options = (panel: PanelPage) => panel.page.getByRole("option");
const selected = (panel: PanelPage) => panel.page.getByRole("option", { selected: true });

describe("the question box", () => {
  const openPanel = usePanel();

  it("suggests presets and systems behind a slash, and asks this question alone with the one that is chosen", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/");
    assert.equal(await options(panel).count(), 12);
    assert.match(await selected(panel).innerText(), /\/coding\s+3 models, 4 candidates/);
    await panel.screenshot("panel-slash");
    await panel.page.keyboard.press("ArrowUp");
    assert.match(await selected(panel).innerText(), /\/single\s+Single model: one model answers alone/);
    const [list, line] = [await panel.page.getByRole("listbox").boundingBox(), await selected(panel).boundingBox()];
    assert.ok(list !== null && line !== null && line.y + line.height <= list.y + list.height, "it is in view");
    const active = await panel.box.getAttribute("aria-activedescendant");
    assert.equal(await selected(panel).getAttribute("id"), active);
    await panel.page.keyboard.type("pa");
    assert.deepEqual(await panel.texts(options(panel).locator(".suggestion-word")), ["/paper", "/paper-32k"]);
    await panel.page.keyboard.press("Tab");
    assert.equal(await options(panel).count(), 0);
    assert.equal(await panel.box.inputValue(), "");
    await panel.button("Remove /paper").waitFor();
    await panel.page.keyboard.type("Why?");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "ask", text: "Why?", preset: "paper" });
    assert.equal(await panel.button("Remove /paper").count(), 0);
  });

  it("leaves a slash alone that nothing is meant by, and closes its list with Escape", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/e");
    assert.equal(await options(panel).count(), 1);
    await panel.page.keyboard.press("Escape");
    assert.equal(await options(panel).count(), 0);
    await panel.page.keyboard.type("tc/hosts is wrong");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "ask", text: "/etc/hosts is wrong" });
  });

  it("takes a preset that is typed in full, and one that is clicked", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/economy How?");
    assert.equal(await panel.box.inputValue(), "How?");
    await panel.button("Remove /economy").click();
    await panel.page.locator("textarea:focus").waitFor();
    await panel.box.fill("");
    await panel.page.keyboard.type("/");
    await options(panel).nth(1).click();
    await panel.button("Remove /paper").waitFor();
    await panel.page.locator("textarea:focus").waitFor();
  });

  it("asks the host for context, by its button and by a hash", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.button("Add Context").press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "add-context" });
    await panel.box.focus();
    await panel.page.keyboard.type("What is wrong in #pro");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "add-context", kind: "problems" });
    assert.equal(await panel.box.inputValue(), "What is wrong in ");
  });

  it("takes files that are dropped on the panel, and says why when nobody knows where they lie", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const drop = (data: Readonly<Record<string, string>>): Promise<void> =>
      panel.page.evaluate(`{
        const transfer = new DataTransfer();
        for (const [type, text] of Object.entries(${JSON.stringify(data)})) transfer.setData(type, text);
        if (${Object.keys(data).length === 0}) transfer.items.add(new File(["x"], "x.txt"));
        for (const type of ["dragover", "drop"])
          document.querySelector("main").dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }`);
    await drop({
      "text/uri-list": "file:///w/a.ts",
      "application/vnd.code.uri-list": "file:///w/a.ts\r\nfile:///w/b.ts",
    });
    assert.deepEqual(await panel.lastSent(), { type: "attach", uris: ["file:///w/a.ts", "file:///w/b.ts"] });
    await drop({});
    assert.match(await panel.page.getByRole("alert").innerText(), /Files from outside of VS Code/);
  });

  it("keeps what was chosen and rewritten over a reload, and the place where the reader was", async () => {
    const panel = await openPanel({ height: 420 });
    const runs = ["one", "two", "three"].map((id) => run(id, `Question ${id}?`));
    await panel.show(runs);
    await panel.box.focus();
    await panel.page.keyboard.type("/paper half");
    await panel.page.locator("[data-run=two]").getByRole("button", { name: "Edit Question" }).press("Enter");
    await panel.page.keyboard.type(" Really");
    const top = (): Promise<number> =>
      panel.page.evaluate(`document.querySelector("[data-run=two]").getBoundingClientRect().top`);
    await panel.page.evaluate(`{
      const box = document.querySelector(".conversation");
      box.scrollTop = document.querySelector("[data-run=two]").offsetTop + 40;
    }`);
    for (let frame = 0; frame < 4; frame++) await panel.drawn();
    const before = await top();
    await panel.page.reload();
    await panel.show(runs);
    for (let frame = 0; frame < 6; frame++) await panel.drawn();
    assert.ok(Math.abs((await top()) - before) < 3, `it was at ${before} and is at ${await top()}`);
    assert.equal(
      await panel.page.getByRole("textbox", { name: "Edited question" }).inputValue(),
      "Question two? Really",
    );
    assert.equal(await panel.box.inputValue(), "half");
    await panel.button("Remove /paper").waitFor();
  });
});

describe("a question that was asked", () => {
  const openPanel = usePanel();

  it("is asked again in its place, with the preset and the system that it had", async () => {
    const panel = await openPanel();
    await panel.show([{ ...run("one", "Why?"), preset: "economy", system: "self-moa" }]);
    assert.match(await panel.page.getByRole("list", { name: "Attached", exact: true }).innerText(), /\/economy/);
    await panel.screenshot("panel-asked");
    await panel.button("Ask Again").press("Enter");
    const asked = { type: "ask", text: "Why?", replaces: "one", preset: "economy", system: "self-moa" };
    assert.deepEqual(await panel.lastSent(), asked);
    await panel.page.locator("textarea:focus").waitFor();
    await panel.button("Ask Again").press("Enter");
    assert.equal((await panel.sent()).filter(({ type }) => type === "ask").length, 1, "it is asked already");
  });

  it("is edited where it stands: Escape leaves it, Enter asks it", async () => {
    const panel = await openPanel();
    await panel.show([run("one", "Why?"), run("two", "And then?")]);
    const editor = panel.page.getByRole("textbox", { name: "Edited question" });
    await panel.button("Edit Question").first().press("Enter");
    assert.equal(await panel.page.locator(":focus").getAttribute("aria-label"), "Edited question");
    await panel.page.keyboard.type(" Say more.");
    await panel.screenshot("panel-edit");
    await panel.page.keyboard.press("Escape");
    assert.equal(await editor.count(), 0);
    assert.equal(await panel.page.locator(":focus").getAttribute("aria-label"), "Edit Question");
    await panel.page.keyboard.press("Enter");
    assert.equal(await editor.inputValue(), "Why?");
    await panel.page.keyboard.type(" Exactly?");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "ask", text: "Why? Exactly?", replaces: "one", system: "smcs" });
    assert.equal(await editor.count(), 0);
    await panel.send({ type: "not-asked", text: "Why? Exactly?", replaces: "one", failure: "No endpoint." });
    assert.equal(await editor.inputValue(), "Why? Exactly?", "nothing that was written is lost");
  });

  it("takes the place of what it replaces, which can still be read and not be changed", async () => {
    const panel = await openPanel();
    await panel.show([run("one", "Why?"), run("two", "And then?")]);
    await panel.play(
      [{ ...runStart("three"), question: { ...start.question, text: "Why not?" }, replaces: "one" }],
      "three",
    );
    const questions = panel.page.getByRole("heading", { level: 2 });
    assert.deepEqual(await panel.texts(questions), ["Why not?"]);
    await panel.play([...chosen, ...winning], "three");
    await panel.page.getByText("Earlier answers to 2 questions").click();
    await questions.nth(2).waitFor({ state: "attached" });
    // What is out of view is not laid out, and has no inner text.
    assert.deepEqual(await questions.allTextContents(), ["Why?", "And then?", "Why not?"]);
    assert.equal(await panel.button("Edit Question").count(), 1);
    await panel.page.waitForTimeout(300);
    await panel.screenshot("panel-earlier");
  });
});

describe("a model that failed", () => {
  const openPanel = usePanel();
  const broken = recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start);

  it("is asked again from its line, while the answer stays until there is a new one", async () => {
    const panel = await openPanel();
    await panel.show([broken]);
    await panel.page.getByText("2 of 3 models answered", { exact: true }).click();
    await panel.button("Retry c").scrollIntoViewIfNeeded();
    await panel.screenshot("panel-retry");
    await panel.button("Retry c").press("Enter");
    assert.deepEqual(await panel.lastSent(), { type: "retry", runId: "run", model: "c" });
    await panel.page.locator("textarea:focus").waitFor();
    await panel.play([
      { type: "run-resume", model: "c", withdrawn: broken.warnings },
      { type: "reference-start", model: "c" },
    ]);
    await panel.page.getByText("Asking c again…").waitFor();
    assert.equal(await panel.page.getByRole("tab").count(), 3);
    assert.equal(await panel.page.getByText("2 of 3 models answered.").count(), 0);
    await panel.screenshot("panel-retrying");
    const end: RunEvent[] = [referenceEnd("c"), ...merged, scores, done];
    await panel.play(end);
    await panel.page.getByText("3 of 3 models answered", { exact: true }).click();
    assert.equal(await panel.button("Retry c").count(), 0);
  });

  it("is asked again from a run that failed", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await panel.button("Retry b").first().click();
    assert.deepEqual(await panel.lastSent(), { type: "retry", runId: "run", model: "b" });
  });
});

describe("the strip of models", () => {
  const openPanel = usePanel();
  const selection = selectionEnd();

  it("keeps its height from the first moment to the last, whatever its lines say", async () => {
    for (const width of [380, 250]) {
      const panel = await openPanel({ width });
      await panel.show([]);
      await panel.play([start, selection]);
      const strip = panel.page.getByRole("list", { name: "Models" });
      const heights = new Set<number | undefined>();
      const steps: RunEvent[][] = [
        [],
        [{ type: "reference-start", model: "a" }],
        [
          {
            type: "reference-pause",
            model: "a",
            reason: "the rate limit of lab is reached, it asks for patience",
            milliseconds: 60_000,
          },
        ],
        [{ type: "reference-delta", model: "a", text: "", thinking: "Hm.", firstTokenMs: 1234 }],
        [{ type: "reference-delta", model: "a", text: "Well.", thinking: "" }],
        [referenceEnd("a", { usage: { promptTokens: 9, completionTokens: 9999 }, costUsd: 12.5 })],
        [
          referenceEnd("b", {
            status: "failed",
            error: "lab: no connection to http://gpu-box.local:8000/v1. Is the server running?",
          }),
        ],
        [referenceEnd("c", { status: "truncated" })],
      ];
      for (const events of steps) {
        await panel.play(events);
        heights.add((await strip.boundingBox())?.height);
      }
      assert.equal(heights.size, 1, `at ${width} px: ${[...heights].join(", ")}`);
      const [page, view] = await panel.page.evaluate<number[]>(
        "[document.querySelector('main').scrollWidth, document.querySelector('main').clientWidth]",
      );
      assert.ok((page ?? 0) <= (view ?? 0), "nothing is wider than the panel");
    }
  });

  it("can be read in every theme and in a narrow panel", async () => {
    for (const theme of themes) {
      for (const width of [380, 250]) {
        const panel = await openPanel({ theme, width });
        const attached = ["src/components/search-box.tsx:12-40", "Problems in src/app.ts"];
        await panel.show([broken()], undefined, attached);
        await panel.send({ type: "event", runId: "next", event: { ...runStart("next"), question: start.question } });
        await panel.play([selection, ...answered.slice(0, 1)], "next");
        await panel.play(
          [{ type: "reference-delta", model: "b", text: "Well", thinking: "", firstTokenMs: 400 }],
          "next",
        );
        await panel.page.waitForTimeout(1100);
        await panel.play([{ type: "reference-delta", model: "b", text: "x".repeat(300), thinking: "" }], "next");
        await panel.play([{ type: "candidate-start", draw: 0, subset: ["a"], aggregator: "c" }], "next");
        await panel.play([{ type: "candidate-delta", draw: 0, text: "A first **thought**", thinking: "" }], "next");
        await panel.screenshot(`panel-flow-${theme}-${width}`);
        const line = panel.page.getByRole("listitem").filter({ hasText: "writing" });
        assert.match(await line.innerText(), /b\s+0\.4 s\s+~\d+ tok\/s/);
      }
    }
  });
});

function broken(): RunRecord {
  return recordOf([...chosen, ...twoAnswered, ...merged, scores, done], start);
}
