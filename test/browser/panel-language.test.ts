import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { part } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { opening } from "../support/panel/runs.ts";
import { showState, stateNames } from "../support/panel/states.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const chinese = JSON.parse(
  readFileSync(path.join(repositoryRoot, "l10n", "bundle.l10n.zh-cn.json"), "utf8"),
) as Readonly<Record<string, string>>;

const translations = {
  "Ask a coding question": "提一个编程问题",
  "{0} of {1} answered": "{1}中已有 {0} 个回答",
  "{0} models": "{0} 个模型",
  // A translator's text is data, like any other text.
  "Add Context": "</script><b>添加</b>上下文",
};

describe("the panel in another language", () => {
  const openPanel = usePanel();

  it("says what is translated, with values in that language's order, and the rest in English", async () => {
    const panel = await openPanel({ translations });
    await panel.show([]);
    await expect(panel.page.getByRole("textbox", { name: "提一个编程问题" })).toBeVisible();
    await expect(panel.button("</script><b>添加</b>上下文")).toBeVisible();
    await expect(panel.button("Preview")).toBeVisible();
    await panel.play(opening());
    await expect(panel.page.getByText("3 个模型中已有 0 个回答")).toBeVisible();
    await expect(panel.page.locator("b")).toHaveCount(0);
  });

  for (const state of part(stateNames, 10)) {
    it(`fits into a narrow side bar in Chinese: ${state}`, async () => {
      const panel = await openPanel({ translations: chinese, width: 250 });
      await showState(panel, state);
      await panel.screenshot(`panel-chinese-${state}`);
      await expect.poll(() => cutOff(panel)).toEqual([]);
      await expect(panel.page.locator("body")).toHaveText(/\p{Script=Han}{2}/u, { useInnerText: true });
    });
  }
});
