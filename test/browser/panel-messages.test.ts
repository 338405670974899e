import { describe, it } from "node:test";
import { recordOf } from "../support/panel/example-run.ts";
import type { PoolStatus } from "../../src/protocol/index.ts";
import { eventually, expect } from "../support/expect.ts";
import { endpoints } from "../support/panel/panel-page.ts";
import { failing, opening } from "../support/panel/runs.ts";
import { usePanel } from "../support/panel/use-panel.ts";

const demo: PoolStatus = { mode: "demo", description: "15 simulated models", problem: null };
const empty: PoolStatus = { mode: "empty", description: "No endpoint is configured", problem: null };

describe("the panel and its host", () => {
  const openPanel = usePanel();

  it("begin with the panel's word that it is ready; nothing is shown before the answer", async () => {
    const panel = await openPanel();
    await panel.sendsNothing();
    await expect(panel.page.locator("#panel")).toBeEmpty();
  });

  it("lets the panel ignore what is no message for it", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const content = panel.page.locator("#panel");
    let before = "";
    await eventually(async () => {
      before = await content.innerHTML();
      expect(before).not.toBe("");
    });
    await panel.sendJunk(null, 1, "x", [], {}, { type: "nope" }, { type: "snapshot" }, { type: "failure", message: 1 });
    await panel.sendJunk({ type: "event", runId: 1, event: { type: "x" } }, { type: "event", runId: "?", event: null });
    await panel.sendJunk({ type: "status", status: { mode: "all", description: "", problem: null } });
    await panel.sendsNothing();
    await expect.poll(() => content.innerHTML()).toBe(before);
  });

  it("ask with Enter, but not with Shift+Enter or while an input method composes", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.pressSequentially("one");
    await panel.box.press("Shift+Enter");
    await panel.box.pressSequentially("two");
    await panel.box.dispatchEvent("keydown", { key: "Enter", isComposing: true });
    await panel.sendsNothing();
    await panel.box.press("Enter");
    await panel.sends({ type: "ask", text: "one\ntwo" });
    await panel.button("Stop").waitFor();
    await expect(panel.box).toHaveValue("");
    await panel.box.pressSequentially("next");
    await panel.box.press("Enter");
    // The host queues the question.
    await panel.sends({ type: "ask", text: "next" });
    await expect(panel.box).toHaveValue("");
  });

  it("ask and stop with the button, of which the second half of a double click does nothing", async () => {
    const panel = await openPanel();
    await panel.show([]);
    // There is no question yet.
    await panel.button("Send").click({ force: true });
    await panel.sendsNothing();
    await panel.box.fill("Why?");
    await panel.button("Send").dblclick({ delay: 50 });
    await panel.sends({ type: "ask", text: "Why?" });
    await panel.play(opening());
    await panel.sendsNothing();
    await panel.button("Stop").click();
    await panel.sends({ type: "stop" });
  });

  it("give a question back that could not be asked", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.fill("Why?");
    await panel.box.press("Enter");
    await panel.sends({ type: "ask", text: "Why?" });
    await panel.send({ type: "not-asked", text: "Why?", replaces: null, failure: "No model can be reached." });
    await expect(panel.page.getByRole("alert")).toContainText("No model can be reached.");
    await expect(panel.box).toHaveValue("Why?");
    await panel.button("Dismiss").click();
    await expect(panel.page.getByRole("alert")).toHaveCount(0);
  });

  it("offer ways to begin while there is no model, and to mend wrong settings and failed runs", async () => {
    const panel = await openPanel();
    const command = (name: string) => ({ type: "command", command: name });
    await panel.show([], empty);
    await panel.button("Add Endpoint").click();
    await panel.button("Try Demo Models").click();
    await panel.sends(command("smcs.addEndpoint"), command("smcs.useDemoModels"));
    await panel.show([recordOf(failing, opening()[0])], { ...endpoints, problem: "smcs.endpoints[1] has no URL." });
    await panel.button("Open Settings").click();
    await panel.button("Show Log").click();
    await panel.sends(command("smcs.openSettings"), command("smcs.showLog"));
  });

  it("lead from the header to whoever answers and how, to a new chat and to earlier ones", async () => {
    const panel = await openPanel({ width: 250 });
    const commands = ["smcs.showActions", "smcs.chooseWay", "smcs.newChat", "smcs.history"];
    for (const [status, names] of [
      [endpoints, ["2 endpoints, 6 models", "Balanced"]],
      [{ ...demo, system: "self-moa" }, ["Demo", "Self-MoA"]],
    ] as const) {
      await panel.show([], status);
      const header = panel.page.getByRole("banner").getByRole("button");
      await expect(header).toHaveCount(4);
      for (const [index, name] of [...names, "New Chat", "History"].entries()) {
        await expect(header.nth(index)).toHaveAccessibleName(name);
        await header.nth(index).click();
      }
      await panel.sends(...commands.map((command) => ({ type: "command", command })));
      const cut = `(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelectorAll(".header-words")[1])`;
      await expect.poll(() => panel.page.evaluate(cut), "the system's name is whole").toBe(false);
      await expect(panel.page.getByRole("banner"), "it is quiet about what finds similar questions").not.toContainText(
        /similarity/i,
      );
    }
  });

  it("offer examples, which are asked at once and leave the draft alone", async () => {
    const panel = await openPanel();
    await panel.show([], demo);
    await panel.button("Demo").waitFor();
    await panel.box.fill("My own question");
    const example = "What is the difference between a process and a thread?";
    await panel.button(example).click();
    await panel.sends({ type: "ask", text: example });
    await panel.button("Stop").waitFor();
    await expect(panel.box).toHaveValue("My own question");
  });

  it("say when the demo does not know a question, keep it, and offer those that it knows", async () => {
    const panel = await openPanel();
    await panel.show([], demo);
    await panel.box.fill("What is a monad?");
    await panel.button("Send").click();
    await panel.sends({ type: "ask", text: "What is a monad?" });
    const nearest = ["How does recursion work?", "How do I write a binary search?", "What is the GIL in Python?"];
    await panel.unknownToDemo(nearest, true);
    await expect(panel.page.getByRole("alert")).toContainText("The demo does not know this question.");
    await expect(panel.box).toHaveValue("What is a monad?");
    await panel.screenshot("unknown-in-demo");
    for (const command of ["Add Endpoint", "Import Endpoints", "Use VS Code's Own Models"])
      await panel.button(command).click();
    await panel.sends(
      { type: "command", command: "smcs.addEndpoint" },
      { type: "command", command: "smcs.importEndpoints" },
      { type: "command", command: "smcs.addEditorModels" },
    );
    await panel.button("How does recursion work?").click();
    await panel.sends({ type: "ask", text: "How does recursion work?" });
    await expect(panel.page.getByRole("alert")).toHaveCount(0);
  });

  it("keep what is being written over a reload, and when the host puts the cursor there", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.box.fill("Half a quest");
    await panel.reload();
    await panel.show([]);
    await expect(panel.box).toHaveValue("Half a quest");
    await panel.send({ type: "focus" });
    await expect(panel.box).toBeFocused();
    await expect(panel.box).toHaveValue("Half a quest");
  });

  it("show what goes with the next question and take it off again", async () => {
    const panel = await openPanel();
    await panel.show([], endpoints, ["a.ts", "b.ts"]);
    await panel.button("Remove a.ts").click();
    await panel.sends({ type: "detach", id: "a.ts" });
    const one = { id: "b.ts", kind: "file", label: "b.ts", tokens: 12_400, opens: true } as const;
    await panel.send({ type: "attached", attached: [one], room: 8192 });
    const attached = panel.page.getByRole("list", { name: "Attached to the next question" }).getByRole("listitem");
    await expect(attached).toHaveText(["Open b.ts, about 12,400 tokens b.ts ~12.4k"], { useInnerText: true });
    await panel.page.getByText("not every model can read more than 8,192").waitFor();
    await panel.button("Open b.ts, about 12,400 tokens").click();
    await panel.sends({ type: "reveal", id: "b.ts" });
  });
});
