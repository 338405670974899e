import { describe, it } from "node:test";
import { expect } from "../support/expect.ts";
import { done, merged, opening, scores, twoAnswered } from "../support/panel/runs.ts";
import { tabTo } from "../support/panel/tab-to.ts";
import { usePanel } from "../support/panel/use-panel.ts";

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
    await panel.page.getByRole("tab").first().waitFor();

    await tabTo(panel, /^Candidate 2/);
    await keyboard.press("ArrowDown");
    await expect(panel.focus).toHaveText(/^Candidate 1/);
    await keyboard.press("Alt+3");
    await panel.sends({ type: "choose", runId: "run", draw: 2 });
    for (const [name, action] of [
      ["Insert at Cursor", "insert"],
      ["Apply to File", "apply"],
      ["Open in New File", "new-file"],
    ] as const) {
      await onButton(new RegExp(`^${name}`, "i"));
      await panel.sends(expect.objectContaining({ type: "code", action }));
    }
    await onButton(/^Copy/);
    await panel.sends(expect.objectContaining({ type: "copy" }));
    await tabTo(panel, /Candidate \d/);
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await onButton("Compare Code in Editor");
    await panel.sends(expect.objectContaining({ type: "compare-code" }));
    await onButton("End Comparison");

    await onButton(/models answered/);
    await panel.button("Retry c").waitFor();
    await onButton("Retry c");
    await panel.sends({ type: "retry", runId: "run", model: "c" });
    await onButton(/^Why these models/);
    await panel.page.getByRole("heading", { name: "Support questions" }).waitFor();
    await onButton("Ask Again");
    await panel.sends({
      type: "ask",
      text: "How do I debounce a function in TypeScript?",
      replaces: "run",
      system: "smcs",
    });
  });
});
