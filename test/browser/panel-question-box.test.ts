import { describe, it } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { deep } from "../support/deep.ts";
import { eventually, expect } from "../support/expect.ts";
import type { AttachedItem, QueuedQuestion, ToPanel } from "../../src/protocol/messages.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import { finishedRun, opening } from "../support/panel/runs.ts";
import { settled } from "../support/panel/settled.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const options = (panel: PanelPage) => panel.page.getByRole("option");
const selected = (panel: PanelPage) => panel.page.getByRole("option", { selected: true });

/** A file with a black square of so many pixels on each side, of one bit each. */
function blankPng(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const pixels = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side));
  const chunks = [chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks]);
}

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

  it("offers what can be attached behind a hash, by keyboard, and shows what was left out of it", async () => {
    const panel = await openPanel({ width: 289, height: 560 });
    await panel.show([]);
    await panel.box.focus();
    await panel.page.keyboard.type("Is it right? #");
    await expect(options(panel)).toHaveCount(10);
    await panel.screenshot("attach-list");
    for (const [typed, kind] of [
      ["fo", "folder"],
      ["sy", "symbol"],
      ["c", "changes"],
      ["e", "editors"],
      ["sea", "search"],
    ] as const) {
      await panel.box.fill("");
      await panel.page.keyboard.type(`#${typed}`);
      await expect(options(panel)).toHaveCount(1);
      await panel.page.keyboard.press("Enter");
      await panel.sends({ type: "add-context", kind });
    }
    const chips: AttachedItem[] = [
      { id: "1", kind: "changes", label: "Changes in smart-checkout (12 files)", tokens: 3100, opens: true },
      {
        id: "2",
        kind: "folder",
        label: "src/components/ (8 of 31 files)",
        tokens: 30_200,
        opens: true,
        note: "Left out beyond about 32,768 tokens: src/components/a-very-long-name-of-a-file.tsx, src/components/b.ts and 20 more. Left out as binary: src/components/logo.png.",
      },
      { id: "3", kind: "search", label: "Search for debounce (7 lines)", tokens: 240, opens: true },
    ];
    await panel.send({ type: "attached", attached: chips });
    await panel.box.fill("Is it right?");
    await expect(panel.page.getByText(/^src\/components\/ \(8 of 31 files\): Left out beyond/)).toBeVisible();
    await expect.poll(() => violations(panel)).toEqual([]);
    await panel.screenshot("attached-collected");
    await panel.page.setViewportSize({ width: 700, height: 560 });
    await panel.screenshot("attached-collected-wide");
    await panel.button("Open Changes in smart-checkout (12 files), about 3,100 tokens").click();
    await panel.sends({ type: "reveal", id: "1" });
  });

  it("makes pictures small that are pasted or dropped, shows them as chips, and asks after they are attached", async () => {
    const panel = await openPanel({ width: 289, height: 560 });
    await panel.show([]);
    /** Pastes or drops a picture of this size, or bytes that are none, and presses Enter at once. */
    const give = (how: "paste" | "drop", width: number, height: number, enters = 0): Promise<void> =>
      panel.page.evaluate(`(async () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: ${width}, height: ${height} });
        const context = canvas.getContext("2d");
        context.fillStyle = "teal";
        context.fillRect(0, 0, ${width}, ${height} / 2);
        const blob = ${width} === 0 ? "no picture" : await new Promise((resolve) => canvas.toBlob(resolve));
        const transfer = new DataTransfer();
        transfer.items.add(new File([blob], "${how}.png", { type: "image/png" }));
        const init = { bubbles: true, cancelable: true };
        const box = document.querySelector("textarea");
        box.dispatchEvent("${how}" === "drop"
          ? new DragEvent("drop", { dataTransfer: transfer, ...init })
          : new ClipboardEvent("paste", { clipboardData: transfer, ...init }));
        for (let count = 0; count < ${enters}; count++) box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ...init }));
      })()`);
    const size = { width: 1568, height: 784 };
    await panel.box.fill("What is wrong here?");
    await give("paste", 3000, 1500, 2);
    const picture = { mediaType: "image/png", data: expect.any(String), thumbnail: expect.any(String) };
    await panel.sends(
      { type: "attach-picture", name: "paste.png", ...size, ...picture },
      { type: "ask", text: "What is wrong here?" },
    );
    await panel.send({ type: "not-asked", text: "What is wrong here?", replaces: null, failure: null });
    await give("drop", 40, 20);
    await panel.sends({ type: "attach-picture", name: "drop.png", width: 40, height: 20, ...picture });
    await give("paste", 0, 0, 1);
    await expect(panel.page.getByRole("alert")).toContainText("paste.png is no picture that can be read");
    await panel.sendsNothing();
    await panel.button("Dismiss").click();
    const thumbnail = await panel.page.evaluate<string>(`(() => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 32 });
      const context = canvas.getContext("2d");
      context.fillStyle = "teal";
      context.fillRect(0, 0, 64, 16);
      return canvas.toDataURL("image/jpeg").split(",")[1];
    })()`);
    const chip: AttachedItem = { id: "1", kind: "picture", label: "paste.png", tokens: 1568, opens: false, thumbnail };
    await panel.send({ type: "attached", attached: [chip] });
    const drawn = panel.page.locator("canvas.thumbnail");
    await expect(drawn).toHaveAttribute("width", "64");
    await expect.poll(() => violations(panel)).toEqual([]);
    await panel.screenshot("attached-picture");
    await panel.button("Remove paste.png").click();
    await panel.sends({ type: "detach", id: "1" });
  });

  it("takes pictures of every kind, and refuses one that would need gigabytes", async () => {
    const panel = await openPanel();
    await panel.show([]);
    const give = (name: string, bytes: string): Promise<void> =>
      panel.page.evaluate(`(async () => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([await (${bytes})], "${name}", { type: "image/${name.split(".").at(-1)}" }));
        document.querySelector("textarea").dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true }));
      })()`);
    for (const type of ["png", "jpeg", "webp"]) {
      const canvas = `Object.assign(document.createElement("canvas"), { width: 30, height: 20 })`;
      await give(
        `a.${type}`,
        `new Promise((resolve) => { const canvas = ${canvas}; canvas.getContext("2d"); canvas.toBlob(resolve, "image/${type}"); })`,
      );
      const mediaType = type === "jpeg" ? "image/jpeg" : "image/png";
      const any = { data: expect.any(String), thumbnail: expect.any(String) };
      await panel.sends({ type: "attach-picture", name: `a.${type}`, mediaType, width: 30, height: 20, ...any });
    }
    const small = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    await give("a.gif", `Uint8Array.from(atob("${small}"), (letter) => letter.charCodeAt(0))`);
    const any = { data: expect.any(String), thumbnail: expect.any(String) };
    await panel.sends({ type: "attach-picture", name: "a.gif", mediaType: "image/png", width: 1, height: 1, ...any });
    // 20,000 pixels of each side are 1.6 GB once they are decoded, and less than 100 KB as a file.
    const bomb = blankPng(20_000).toString("base64");
    await give("bomb.png", `Uint8Array.from(atob("${bomb}"), (letter) => letter.charCodeAt(0))`);
    await expect(panel.page.getByRole("alert")).toContainText("bomb.png is too large a picture");
    await panel.sendsNothing();
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
    await expect(panel.page.getByRole("alert")).toContainText("VS Code does not say where files");
    await panel.sendsNothing();
    await panel.button("Dismiss").click();
    await panel.page.evaluate(`(async () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 20 });
      const blob = await new Promise((resolve) => canvas.toBlob(resolve));
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob], "page.png", { type: "image/png" }));
      transfer.items.add(new File(["x"], "x.txt"));
      document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    })()`);
    await panel.sends(expect.objectContaining({ type: "attach-picture", name: "page.png" }));
    await expect(panel.page.getByRole("alert"), "the file beside the picture").toContainText("VS Code does not say");
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
