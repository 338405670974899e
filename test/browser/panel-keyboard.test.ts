import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { done, merged, opening, scores, twoAnswered } from "../support/panel/runs.ts";
import { tabTo } from "../support/panel/tab-to.ts";
import { usePanel } from "../support/panel/use-panel.ts";

describe("the keyboard", () => {
  const openPanel = usePanel();

  it("is enough for every action of the flow", async () => {
    const panel = await openPanel({ height: 900 });
    const { keyboard } = panel.page;
    const press = async (key: string): Promise<void> => {
      await keyboard.press(key);
      await panel.drawn();
    };
    const last = async (): Promise<unknown> => panel.lastSent();
    const onButton = async (name: string | RegExp): Promise<void> => {
      await tabTo(panel, name);
      await press("Enter");
    };

    await panel.show([], undefined, ["src/a.ts"]);
    await tabTo(panel, "Ask a coding question");
    await keyboard.type("/eco");
    await press("Enter");
    await keyboard.type("Why? #sel");
    await press("Enter");
    assert.deepEqual(await last(), { type: "add-context", kind: "selection" });
    await press("Backspace");
    await onButton(/^Open src\/a\.ts/);
    assert.deepEqual(await last(), { type: "reveal", id: "src/a.ts" });
    await onButton("Remove src/a.ts");
    assert.deepEqual(await last(), { type: "detach", id: "src/a.ts" });
    await tabTo(panel, "Ask a coding question");
    await press("Alt+Enter");
    assert.deepEqual(await last(), { type: "preview", text: "Why?", preset: "economy" });
    await press("Enter");
    assert.deepEqual(await last(), { type: "ask", text: "Why?", preset: "economy" });

    await panel.play(opening());
    await onButton("Stop");
    assert.deepEqual(await last(), { type: "stop" });
    await panel.play([...twoAnswered, ...merged, scores, done]);

    await tabTo(panel, /^Candidate 2/);
    await press("ArrowDown");
    assert.match(await panel.focused(), /Candidate [13]/);
    await press("Alt+3");
    assert.deepEqual(await last(), { type: "choose", runId: "run", draw: 2 });
    for (const [name, action] of [
      ["Insert at Cursor", "insert"],
      ["Apply to File", "apply"],
      ["Open in New File", "new-file"],
    ] as const) {
      await onButton(new RegExp(`^${name}`, "i"));
      const sent = (await last()) as { readonly type: string; readonly action: string };
      assert.deepEqual([sent.type, sent.action], ["code", action]);
    }
    await onButton(/^Copy/);
    assert.equal(((await last()) as { readonly type: string }).type, "copy");
    await tabTo(panel, /Candidate \d/);
    await press("ArrowDown");
    await press("Enter");
    await onButton("Compare Code in Editor");
    assert.equal(((await last()) as { readonly type: string }).type, "compare-code");
    await onButton("End Comparison");

    await tabTo(panel, /models answered/);
    if (!(await panel.button("Retry c").isVisible())) await press("Enter");
    await onButton("Retry c");
    assert.deepEqual(await last(), { type: "retry", runId: "run", model: "c" });
    await tabTo(panel, /^Why these models/);
    await press("Enter");
    await panel.page.getByRole("heading", { name: "Support questions" }).waitFor();
    await onButton("Ask Again");
    assert.deepEqual(await last(), {
      type: "ask",
      text: "How do I debounce a function in TypeScript?",
      replaces: "run",
      system: "smcs",
    });
  });
});
