import { describe, it } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { expect } from "../support/expect.ts";
import type { AttachedItem } from "../../src/protocol/index.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const options = (panel: PanelPage) => panel.page.getByRole("option");

/** Returns a PNG file of a black square, with one bit per pixel. @param side in pixels */
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

describe("what goes with a question", () => {
  const openPanel = usePanel();

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
    /** Pastes or drops a picture of this size, or invalid bytes, and presses Enter immediately. */
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
    // 20,000 pixels on each side are 1.6 GB when decoded, and less than 100 KB as a file.
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
});
