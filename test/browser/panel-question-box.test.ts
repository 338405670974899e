import { describe, it } from "node:test";
import { deep } from "../support/deep.ts";
import { eventually, expect } from "../support/expect.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { finishedRun } from "../support/panel/runs.ts";
import { settled } from "../support/panel/settled.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const options = (panel: PanelPage) => panel.page.getByRole("option");
const selected = (panel: PanelPage) => panel.page.getByRole("option", { selected: true });

describe("the question box", () => {
  const openPanel = usePanel();

  it("suggests tasks, ways, presets and systems behind a slash, and asks this question alone with the one that is chosen", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/");
    await expect(options(panel)).toHaveCount(21);
    await expect(selected(panel)).toHaveText(/\/explain\s+Explain this code: the selection/, { useInnerText: true });
    await panel.page.keyboard.press("ArrowUp");
    await expect(selected(panel)).toHaveText(/\/single\s+Single model: one model answers alone/, {
      useInnerText: true,
    });
    await eventually(async () => {
      const list = await panel.page.getByRole("listbox").boundingBox();
      const line = await selected(panel).boundingBox();
      expect(line!.y + line!.height, "it is in view").toBeLessThanOrEqual(list!.y + list!.height);
      const active = await panel.box.getAttribute("aria-activedescendant");
      expect(await selected(panel).getAttribute("id")).toBe(active);
    });
    await panel.page.keyboard.type("pa");
    await expect(options(panel).locator(".suggestion-word")).toHaveText(["/paper", "/paper-32k"]);
    await panel.page.keyboard.press("Tab");
    await expect(options(panel)).toHaveCount(0);
    await expect(panel.box).toHaveValue("");
    await panel.button("Remove /paper").waitFor();
    await panel.page.keyboard.type("Why?");
    await panel.page.keyboard.press("Enter");
    await panel.sends({ type: "ask", text: "Why?", preset: "paper" });
    await expect(panel.button("Remove /paper")).toHaveCount(0);
  });

  it("leaves a slash alone that nothing is meant by, and closes its list with Escape", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/e");
    await expect(options(panel)).toHaveCount(2);
    await panel.page.keyboard.press("Escape");
    await expect(options(panel)).toHaveCount(0);
    await panel.page.keyboard.type("tc/hosts is wrong");
    await panel.page.keyboard.press("Enter");
    await panel.sends({ type: "ask", text: "/etc/hosts is wrong" });
  });

  it("takes a preset that is typed in full, and a way that is clicked", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/economy How?");
    await expect(panel.box).toHaveValue("How?");
    await panel.button("Remove /economy").click();
    await expect(panel.box).toBeFocused();
    await panel.box.fill("");
    await panel.page.keyboard.type("/");
    await options(panel).nth(8).click();
    await panel.button("Remove /thorough").waitFor();
    await expect(panel.box).toBeFocused();
  });

  it("writes the question of a task, and has the code attached that it is about", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/fix ");
    await expect(panel.box).toHaveValue("Fix this code ");
    await panel.sends({ type: "begin-task", task: "fix" });
    await panel.page.keyboard.type("for empty lists");
    await panel.page.keyboard.press("Enter");
    await panel.sends({ type: "ask", text: "Fix this code for empty lists" });
  });

  it("asks the host for context, by its button and by a hash", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.button("Add Context").press("Enter");
    await panel.sends({ type: "add-context" });
    await panel.box.focus();
    await panel.page.keyboard.type("What is wrong in #pro");
    await panel.page.keyboard.press("Enter");
    await panel.sends({ type: "add-context", kind: "problems" });
    await expect(panel.box).toHaveValue("What is wrong in ");
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
    await panel.sends({ type: "attach", uris: ["file:///w/a.ts", "file:///w/b.ts"] });
    await drop({});
    await expect(panel.page.getByRole("alert")).toContainText("Files from outside of VS Code");
    await panel.sendsNothing();
  });

  it("keeps what was chosen and rewritten over a reload, and the place where the reader was", async () => {
    const panel = await openPanel({ height: 420 });
    const runs = ["one", "two", "three"].map((id) => finishedRun(id, `Question ${id}?`));
    const top = () =>
      panel.page.evaluate<number>(`document.querySelector("[data-run=two]").getBoundingClientRect().top -
        document.querySelector("main").getBoundingClientRect().top`);
    const kept = () => panel.page.evaluate(`JSON.parse(sessionStorage.getItem(location.href)).place`);
    await panel.show(runs);
    await panel.box.focus();
    await panel.page.keyboard.type("/paper half");
    await panel.page.locator("[data-run=two]").getByRole("button", { name: "Edit Question" }).press("Enter");
    await panel.page.keyboard.type(" Really");
    // What comes near takes its height: it may take more than one time to get there.
    await eventually(async () => {
      await panel.page.evaluate(`document.querySelector("main").scrollTop += ${await top()} + 40`);
      await panel.drawn();
      expect(await kept()).toEqual({ runId: "two", past: 40 });
    });
    // A slow processor, as the browser imitates it, takes much time of a real one.
    const session = await panel.page.context().newCDPSession(panel.page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: deep ? 20 : 1 });
    await panel.reload();
    await panel.show(runs);
    await expect(panel.page.getByRole("textbox", { name: "Edited question" })).toHaveValue("Question two? Really");
    await settled(panel);
    expect(Math.abs((await top()) + 40), "how far it is from where it was").toBeLessThan(3);
    await session.detach();
    await expect(panel.box).toHaveValue("half");
    await panel.button("Remove /paper").waitFor();
  });
});
