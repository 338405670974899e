import { describe, it } from "node:test";
import { expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { done, finishedRun, merged, opening, reply, scores, twoAnswered } from "../support/panel/runs.ts";
import { tabTo } from "../support/panel/tab-to.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

describe("the keyboard", () => {
  const openPanel = usePanel();

  it("is enough for every action of the flow", async () => {
    const panel = await openPanel({ height: 900 });
    const { keyboard } = panel.page;
    const onButton = async (name: string | RegExp): Promise<void> => {
      await tabTo(panel, name);
      await keyboard.press("Enter");
    };

    await panel.show([], undefined, ["src/a.ts"]);
    await tabTo(panel, "Ask a coding question");
    await keyboard.type("/eco");
    await keyboard.press("Enter");
    await keyboard.type("Why? #sel");
    await keyboard.press("Enter");
    await panel.sends({ type: "add-context", kind: "selection" });
    await keyboard.press("Backspace");
    await onButton(/^Open src\/a\.ts/);
    await panel.sends({ type: "reveal", id: "src/a.ts" });
    await onButton("Remove src/a.ts");
    await panel.sends({ type: "detach", id: "src/a.ts" });
    await tabTo(panel, "Ask a coding question");
    await keyboard.press("Alt+Enter");
    await panel.sends({ type: "preview", text: "Why?", preset: "economy" });
    await keyboard.press("Enter");
    await panel.sends({ type: "ask", text: "Why?", preset: "economy" });

    await panel.play(opening());
    await onButton("Stop");
    await panel.sends({ type: "stop" });
    await panel.play([...twoAnswered, ...merged, scores, done]);
    await panel.button("Copy Answer").waitFor();

    await onButton("Apply");
    await panel.sends(expect.objectContaining({ type: "code", action: "apply" }));
    await keyboard.press("Alt+3");
    await panel.sends({ type: "choose", runId: "run", draw: 2 });
    await onButton("More actions for this code");
    await expect(panel.focus).toHaveText("Insert at Cursor");
    await keyboard.press("Enter");
    await panel.sends(expect.objectContaining({ type: "code", action: "insert" }));
    await onButton("Copy Code");
    await panel.sends(expect.objectContaining({ type: "copy" }));
    await onButton("Copy Answer");
    await panel.sends({ type: "copy", text: reply(2) });
    await onButton("Compare");
    await expect(panel.focus).toHaveRole("combobox");
    await keyboard.press("ArrowDown");
    await onButton("Compare Code in Editor");
    await panel.sends({ type: "compare-code", runId: "run", draws: [1, 2] });
    await onButton("End Comparison");
    await onButton("Good answer");
    await panel.sends(expect.objectContaining({ type: "rate", rating: "good" }));
    await onButton("More actions for this answer");
    await expect(panel.focus).toHaveText("Copy with Question");
    await keyboard.press("End");
    await expect(panel.focus).toHaveText("Add to Question Bank");
    await keyboard.press("Enter");
    await panel.sends(expect.objectContaining({ type: "teach" }));

    await onButton("Other answers (4)");
    await onButton("Answer 1");
    await onButton("Use This Answer");
    await panel.sends({ type: "choose", runId: "run", draw: 0 });
    await onButton("Retry c");
    await panel.sends({ type: "retry", runId: "run", references: [{ model: "c" }] });
    await onButton(/^Why this answer/);
    await panel.page.getByRole("heading", { name: "Support questions" }).waitFor();
    await onButton(/^Merged from 2 answers/);
    await expect(panel.page.getByRole("heading", { name: "2 of 3 models answered" })).toHaveCount(2);
    await onButton("Ask Again");
    await panel.sends({
      type: "ask",
      text: "How do I debounce a function in TypeScript?",
      replaces: "run",
      system: "smcs",
    });
  });

  it("brings earlier questions into the box with Up, and what was being written with Down, over a reload too", async () => {
    const panel = await openPanel({ width: 289 });
    const { keyboard } = panel.page;
    const runs = [finishedRun("one", "Question one?"), finishedRun("two", "Question two?\nIn two lines.")];
    await panel.show(runs);
    await panel.box.focus();
    await keyboard.type("half a");
    await keyboard.press("Shift+Enter");
    await keyboard.type("draft");
    await keyboard.press("ArrowUp");
    await expect(panel.box, "the cursor is in the text").toHaveValue("half a\ndraft");
    await keyboard.press("Home");
    await keyboard.press("ArrowUp");
    await expect(panel.box).toHaveValue("Question two?\nIn two lines.");
    await panel.screenshot("recalled-question");
    await keyboard.press("ArrowUp");
    await expect(panel.box).toHaveValue("Question one?");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowDown");
    await expect(panel.box).toHaveValue("half a\ndraft");
    await keyboard.press("Control+Home");
    await keyboard.press("ArrowUp");
    await keyboard.press("ArrowUp");
    await keyboard.type(" And two?");
    await expect(panel.box).toHaveValue("Question one? And two?");
    await panel.reload();
    await panel.show(runs);
    await expect(panel.box).toHaveValue("Question one? And two?");
    await panel.box.press("Enter");
    await panel.sends({ type: "ask", text: "Question one? And two?" });
    await panel.box.press("ArrowUp");
    await expect(panel.box, "nothing that was written is lost").toHaveValue("half a\ndraft");
  });

  it("opens what else can be done with code, moves in it, and gets back to its button", async () => {
    const panel = await openPanel();
    const { keyboard } = panel.page;
    const menu = panel.page.getByRole("menu", { name: "More actions for this code" });
    const button = panel.button("More actions for this code");
    await panel.show([finishedRun("run", "Why?")]);
    await expect(button).toHaveAttribute("aria-haspopup", "menu");
    await expect(menu).toHaveCount(0);
    await tabTo(panel, "More actions for this code");
    await keyboard.press("Enter");
    await expect(menu).toBeVisible();
    for (const [key, item] of [
      [null, "Insert at Cursor"],
      ["ArrowDown", "Open in New File"],
      ["ArrowDown", "Insert at Cursor"],
      ["ArrowUp", "Open in New File"],
      ["Home", "Insert at Cursor"],
      ["End", "Open in New File"],
    ] as const) {
      if (key !== null) await keyboard.press(key);
      await expect(panel.focus).toHaveText(item);
      await expect(panel.focus).toHaveRole("menuitem");
    }
    await keyboard.press("Escape");
    await expect(menu).toHaveCount(0);
    await expect(button).toBeFocused();
    await panel.sendsNothing();
    await keyboard.press("Enter");
    await expect(panel.focus).toHaveText("Insert at Cursor");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await panel.sends(expect.objectContaining({ type: "code", action: "new-file" }));
    await expect(menu).toHaveCount(0);
    await expect(button).toBeFocused();
  });

  it("is not needed for that: a click beside it or on its button closes it, and a narrow panel has room for it", async () => {
    const panel = await openPanel({ width: 250 });
    const menu = panel.page.getByRole("menu", { name: "More actions for this code" });
    const button = panel.button("More actions for this code");
    await panel.show([finishedRun("run", "Why?")]);
    await button.click();
    await expect(menu).toBeInViewport({ ratio: 1 });
    await expect.poll(() => cutOff(panel)).toEqual([]);
    await expect.poll(() => violations(panel)).toEqual([]);
    await button.click();
    await expect(menu).toHaveCount(0);
    await panel.drawn();
    await expect(menu, "it stays closed").toHaveCount(0);
    await button.click();
    await expect(menu).toBeVisible();
    await panel.box.click();
    await expect(menu).toHaveCount(0);
    await expect(panel.box).toBeFocused();
  });
});
