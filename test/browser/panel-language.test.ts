import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { opening } from "../support/panel/runs.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const translations = {
  "Ask a coding question": "提一个编程问题",
  "{0} of {1} answered": "{1}中已有 {0} 个回答",
  "{0} models": "{0} 个模型",
  // What a translator writes is data, as anything else.
  "Add Context": "</script><b>添加</b>上下文",
};

describe("the panel in another language", () => {
  const openPanel = usePanel();

  it("says what is translated, with values in that language's order, and the rest in English", async () => {
    const panel = await openPanel({ translations });
    await panel.show([]);
    await panel.page.getByRole("textbox", { name: "提一个编程问题" }).waitFor();
    await panel.button("</script><b>添加</b>上下文").waitFor();
    await panel.button("Preview").waitFor();
    await panel.play(opening());
    await panel.page.getByText("3 个模型中已有 0 个回答").waitFor();
    assert.equal(await panel.page.locator("b").count(), 0);
  });
});
