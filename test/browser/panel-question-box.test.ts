import { describe, it } from "node:test";
import { deep } from "../support/deep.ts";
import { eventually, expect } from "../support/expect.ts";
import type { QueuedQuestion, ToPanel } from "../../src/protocol/index.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import { finishedRun, opening } from "../support/panel/runs.ts";
import { settled } from "../support/panel/settled.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const options = (panel: PanelPage) => panel.page.getByRole("option");
const selected = (panel: PanelPage) => panel.page.getByRole("option", { selected: true });

describe("the question box", () => {
  const openPanel = usePanel();

  it("suggests tasks, ways, presets and systems behind a slash, and asks this question alone with the one that is chosen", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("/");
    await expect(options(panel)).toHaveCount(22);
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

  it("lets questions wait while one is answered, shows what they take along, and asks the host to take them out", async () => {
    const panel = await openPanel({ width: 289, height: 560 });
    await panel.show([]);
    await panel.play(opening());
    await panel.button("Stop").waitFor();
    await panel.box.fill("And for a process that was started by another one?");
    await panel.box.press("Enter");
    await panel.sends({ type: "ask", text: "And for a process that was started by another one?" });
    await expect(panel.box).toHaveValue("");
    const long: QueuedQuestion = {
      id: "1",
      text: "And for a process that was started by another one?",
      preset: "paper",
      attached: ["src/a-long-name.ts"],
    };
    await panel.send({ type: "queue", queued: [long, { id: "2", text: "Why?", attached: [] }] });
    const lines = panel.page.getByRole("list", { name: "Questions that wait" }).getByRole("listitem");
    await expect(lines).toHaveText([/^Next\s*And for .* one\?\s*\/paper, src\/a-long-name.ts$/, /^Then\s*Why\?$/], {
      useInnerText: true,
    });
    await expect.poll(() => violations(panel)).toEqual([]);
    await panel.screenshot("queued-questions");
    await panel.page.setViewportSize({ width: 700, height: 560 });
    await panel.screenshot("queued-questions-wide");
    await expect(panel.button("Stop"), "what runs can be stopped").toBeVisible();
    await panel.button(`Next ${long.text}`).click();
    await panel.button("Do not ask: Why?").click();
    await panel.sends({ type: "unqueue", id: "1", back: true }, { type: "unqueue", id: "2", back: false });
    await panel.send(
      { type: "queue", queued: [] },
      { type: "take-back", questions: [{ text: long.text, preset: "paper" }] },
    );
    await expect(lines).toHaveCount(0);
    await expect(panel.box).toHaveValue(long.text);
    await expect(panel.box).toBeFocused();
    await panel.button("Remove /paper").waitFor();
  });

  it("shows what waits again after a reload without asking it, and has no room for a sixth", async () => {
    const panel = await openPanel();
    const queued = Array.from({ length: 5 }, (_, index) => ({
      id: `${index}`,
      text: `Question ${index}?`,
      attached: [],
    }));
    const running = { ...finishedRun("run", "Why?"), outcome: "running" as const };
    const show = () =>
      panel.send({ type: "snapshot", runs: [running], status: endpoints, attached: [], queued } satisfies ToPanel);
    await show();
    const lines = panel.page.getByRole("list", { name: "Questions that wait" }).getByRole("listitem");
    await expect(lines).toHaveCount(5);
    await panel.reload();
    await show();
    await expect(lines).toHaveCount(5);
    await panel.box.fill("One more?");
    await panel.box.press("Enter");
    await expect(panel.page.getByRole("alert")).toContainText("5 questions are waiting already");
    await expect(panel.box).toHaveValue("One more?");
    await panel.sendsNothing();
  });

  it("drops a draft that was sent already, where the editor brings an older state of the page back", async () => {
    const panel = await openPanel();
    const one = finishedRun("one", "Question one?");
    const saved = () => panel.page.evaluate<string>("sessionStorage.getItem(location.href)");
    await panel.show([one]);
    await panel.box.fill("Question two");
    const older = await saved();
    await panel.box.fill("Question two?");
    await panel.box.press("Enter");
    await panel.sends({ type: "ask", text: "Question two?" });
    const both = [one, finishedRun("two", "Question two?")];
    const reload = async (): Promise<void> => {
      await panel.page.evaluate(`sessionStorage.setItem(location.href, ${JSON.stringify(older)})`);
      await panel.reload();
    };
    await reload();
    await panel.show(both);
    await expect(panel.box).toHaveValue("");
    await panel.box.fill("Question");
    await panel.reload();
    await panel.show(both);
    await expect(panel.box, "it was written after that question").toHaveValue("Question");
    await reload();
    await panel.show([one, finishedRun("three", "Something else?")]);
    await expect(panel.box, "it was not sent").toHaveValue("Question two");
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
    // Runs get their height as they come near, so getting there may take several steps.
    await eventually(async () => {
      await panel.page.evaluate(`document.querySelector("main").scrollTop += ${await top()} + 40`);
      await panel.drawn();
      expect(await kept()).toEqual({ runId: "two", past: 40 });
    });
    // The browser's simulation of a slow processor uses much real processor time.
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
