import { describe, it } from "node:test";
import type { RunRecord } from "../../src/core/record/index.ts";
import { expect } from "../support/expect.ts";
import { audit } from "../support/panel/audit.ts";
import { type HostileReply, hostileReplies } from "../support/panel/hostile-replies.ts";
import type { PanelPage } from "../support/panel/panel-page.ts";
import { processorTime } from "../support/panel/processor-time.ts";
import { loadDress } from "../support/panel/rich-reply.ts";
import { finishedRun, runOf } from "../support/panel/runs.ts";
import { settled } from "../support/panel/settled.ts";
import { usePanel } from "../support/panel/use-panel.ts";

/**
 * Limit of a portion's processor time, in milliseconds: many times that of the slowest replies. Without bounds, some
 * replies would take minutes.
 */
const LONGEST_MS = 8_000;

/** Maximum numbers of replies and of characters in a portion, which is shown at once. A longer reply is shown alone. */
const MOST_REPLIES = 6;
const MOST_CHARACTERS = 50_000;

/** A page takes long to load, so the families that are quick to draw share one. */
const groups: readonly [families: string, replies: readonly HostileReply[]][] = [
  ["all but sizes", hostileReplies.filter(({ family }) => family !== "sizes")],
  ["sizes", hostileReplies.filter(({ family }) => family === "sizes")],
];

/** Returns the replies in portions. The id of each record names its reply. */
function portions(replies: readonly HostileReply[]): (readonly RunRecord[])[] {
  const all: RunRecord[][] = [];
  let room = 0;
  for (const [index, { family, text }] of replies.entries()) {
    room -= text.length;
    if (room < 0 || all.at(-1)?.length === MOST_REPLIES) {
      all.push([]);
      room = MOST_CHARACTERS - text.length;
    }
    all.at(-1)?.push(runOf(text, `${family} ${index}: ${JSON.stringify(text.slice(0, 80))}`, text.slice(0, 10_000)));
  }
  return all;
}

/** Shows all runs in full, and resolves when everything is drawn. */
async function showInFull(panel: PanelPage, runs: readonly RunRecord[]): Promise<void> {
  await panel.show(runs);
  // A run that the reader has used stays in full, however far away it is.
  await panel.page.evaluate(
    `for (const run of document.querySelectorAll("[data-run]")) run.dispatchEvent(new Event("focusin"))`,
  );
  await settled(panel);
}

describe("hostile replies in the panel", () => {
  const openPanel = usePanel();

  it("are at least 200", () => {
    const texts = hostileReplies.map(({ text }) => text);
    expect(texts.length).toBeGreaterThanOrEqual(200);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("are looked through by an audit that notices", async () => {
    const panel = await openPanel();
    await showInFull(panel, [finishedRun("run", "Why?")]);
    expect(await audit(panel)).toEqual([]);
    await panel.page.evaluate(`{
      const stray = document.createElement("p");
      Object.assign(stray, { id: "panel", className: "failure", textContent: "over it all" });
      Object.assign(stray.style, { position: "fixed", inset: "0" });
      const frame = document.querySelector(".markdown");
      frame.style.contain = "none";
      document.querySelector(".run").style.contentVisibility = "visible";
      frame.append(stray, document.createElement("img"));
      const menu = document.querySelector(".code-head > .menu");
      menu.showPopover();
      menu.append("More");
    }`);
    const noticed = (await audit(panel)).join("\n");
    const words = ["fixed", "name <p", "class failure", "style <p", "outside", "not contained", "covered: <header", "covered: <h2", "covered: <summary", "open menu", "menu <div", "<img>"]; // prettier-ignore
    for (const word of words) expect(noticed).toContain(word);
  });

  for (const [families, replies] of groups) {
    it(`neither run, send nor break out: ${families}`, async () => {
      const panel = await openPanel({ width: 380, height: 900 });
      const requests: string[] = [];
      const events: string[] = [];
      panel.page.on("request", (request) => requests.push(new URL(request.url()).pathname));
      panel.page.on("dialog", (dialog) => {
        events.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      panel.page.on("popup", () => events.push("popup"));
      panel.page.on("framenavigated", (frame) => events.push(`navigated: ${frame.url()}`));
      await loadDress(panel);
      const time = await processorTime(panel);
      for (const runs of portions(replies)) {
        const before = await time();
        await showInFull(panel, runs);
        expect(await audit(panel)).toEqual([]);
        // The audit has checked that nothing covers them.
        await panel.page.evaluate(
          `for (const one of document.querySelectorAll("[aria-label='Copy Answer']")) one.click()`,
        );
        expect((await time()) - before, runs[0]?.runId).toBeLessThan(LONGEST_MS);
      }
      await panel.button("Copy Answer").last().click();
      await panel.box.click();
      await settled(panel);
      const copied = [...replies, replies.at(-1)!].map(({ text }) => `copy ${text.length}`);
      const sent = `sent.map(({ type, text = "" }) => type + " " + text.length)`;
      await expect.poll(() => panel.page.evaluate(sent)).toEqual(["ready 0", ...copied]);
      expect(await panel.page.evaluate("window.pwned")).toBeUndefined();
      expect(events).toEqual([]);
      const ours = /^\/dark\/\d+\/dist\/(?:panel[\w.-]*\.(?:js|css)|fonts\/KaTeX_[\w.-]+\.woff2)$/;
      expect(requests.filter((path) => !ours.test(path))).toEqual([]);
    });
  }
});
