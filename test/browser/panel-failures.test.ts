import { describe, it } from "node:test";
import { recordOf, referenceEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import { expect } from "../support/expect.ts";
import { done, failing, merged, opening, scores } from "../support/panel/runs.ts";
import { answerOf } from "../support/panel/run-view.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const [start, ...chosen] = opening();
const dead = (model: string): RunEvent =>
  referenceEnd(model, {
    status: "failed",
    text: "",
    error: `office/${model} at http://gpu-box.local:8000/v1: no connection. Is the server running?`,
    failure: "connect",
    servedBy: `office/${model}`,
  });
const failed: RunEvent = { type: "run-end", outcome: "failed", durationMs: 800, error: "No model answered." };

describe("a server that failed", () => {
  const openPanel = usePanel();

  for (const width of [289, 700])
    it(`has one card for all its models, with the buttons that mend it, at ${width} px`, async () => {
      const panel = await openPanel({ width });
      await panel.show([recordOf([...chosen, dead("a"), dead("b"), dead("c"), failed], start)]);
      const cards = panel.page.locator(".server-failure");
      await expect(cards).toHaveCount(1);
      await expect(cards).toContainText("office cannot be reached");
      await expect(cards).toContainText("3 models: a, b, c");
      await expect(cards.getByText("Is the server running?"), "the reason stands there once").toHaveCount(1);
      await panel.screenshot(`panel-dead-server-${width}`);
      expect(await violations(panel)).toEqual([]);
      await expect(panel.page.getByText("Other answers"), "there are none").toHaveCount(0);
      await panel.button("Change Address").click();
      await panel.sends({ type: "command", command: "smcs.changeAddress", endpoint: "office" });
      await cards.getByRole("button", { name: "Show Log" }).click();
      await panel.sends({ type: "command", command: "smcs.showLog" });
      await panel.button("Retry All of office").press("Enter");
      const references = ["a", "b", "c"].map((model) => ({ model }));
      await panel.sends({ type: "retry", runId: "run", references });
    });

  it("has its card folded below an answer that came without it", async () => {
    const panel = await openPanel({ width: 289 });
    await panel.show([recordOf([...chosen, referenceEnd("a"), dead("b"), dead("c"), ...merged, scores, done], start)]);
    await expect(answerOf(panel).locator(".markdown")).toBeVisible();
    await expect(panel.button("Retry All of office")).toHaveCount(0);
    await panel.page.getByText("office cannot be reached").click();
    await expect(panel.page.getByText("2 models: b, c")).toBeVisible();
    await panel.button("Retry All of office").scrollIntoViewIfNeeded();
    await panel.screenshot("panel-server-failed");
    await panel.page.locator(".run-line > summary").click();
    await panel.button("Retry c").first().press("Enter");
    await panel.sends({ type: "retry", runId: "run", references: [{ model: "b" }, { model: "c" }] });
    await panel.play([{ type: "run-resume", model: "b", withdrawn: [] }]);
    await panel.play([{ type: "run-resume", model: "c", withdrawn: [] }]);
    await expect(panel.page.locator(".server-failure"), "it is being asked again").toHaveCount(0);
  });

  it("that refused the key is mended by another key", async () => {
    const panel = await openPanel({ height: 900 });
    await panel.show([recordOf([...chosen, ...failing], start)]);
    await expect(panel.page.locator(".server-failure")).toHaveCount(3);
    await panel.screenshot("panel-failures");
    const card = panel.page.locator(".server-failure", { hasText: "openrouter did not accept the API key" });
    await card.getByRole("button", { name: "Set Key" }).click();
    await panel.sends({ type: "command", command: "smcs.setApiKey", endpoint: "openrouter" });
    await card.getByRole("button", { name: "Retry b" }).click();
    await panel.sends({ type: "retry", runId: "run", references: [{ model: "b" }] });
  });
});
