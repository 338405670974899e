import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, recordOf } from "../../media/panel/record/example-run.ts";
import { audit } from "../support/panel/audit.ts";
import { hostileReplies } from "../support/panel/hostile-replies.ts";
import type { PanelWindow } from "../support/panel/panel-window.ts";
import { answered, done, merged, opening, scores } from "../support/panel/runs.ts";
import { usePanel } from "../support/panel/use-panel.ts";

/** Many times what the slowest takes; without bounds some would take minutes. */
const LONGEST_MS = 20_000;

const [, ...chosen] = opening();
const families = new Set(hostileReplies.map(({ family }) => family));

describe("hostile replies in the panel", () => {
  const openPanel = usePanel();

  it("are at least 200", () => {
    assert.ok(new Set(hostileReplies.map(({ text }) => text)).size >= 200);
    assert.equal(new Set(hostileReplies.map(({ text }) => text)).size, hostileReplies.length);
  });

  it("are looked through by an audit that notices", async () => {
    const panel = await openPanel();
    await panel.show([recordOf([...chosen, ...answered, ...merged, scores, done], opening()[0])]);
    assert.deepEqual(await audit(panel), []);
    await panel.page.evaluate(`{
      const stray = document.createElement("p");
      Object.assign(stray, { id: "panel", className: "failure", textContent: "over it all" });
      Object.assign(stray.style, { position: "fixed", inset: "0" });
      const frame = document.querySelector(".markdown");
      frame.style.contain = "none";
      document.querySelector(".run").style.contentVisibility = "visible";
      frame.append(stray, document.createElement("img"));
    }`);
    const noticed = (await audit(panel)).join("\n");
    for (const word of [
      "fixed",
      "name <p",
      "class failure",
      "style <p",
      "outside",
      "not contained",
      "covered",
      "<img>",
    ])
      assert.ok(noticed.includes(word), `${word} in ${noticed}`);
  });

  for (const family of families) {
    const replies = hostileReplies.filter((reply) => reply.family === family);
    it(`neither run, send nor break out: ${family}`, async () => {
      const panel = await openPanel({ width: 380, height: 900 });
      panel.page.setDefaultTimeout(LONGEST_MS);
      const requests: string[] = [];
      const events: string[] = [];
      panel.page.on("request", (request) => requests.push(new URL(request.url()).pathname));
      panel.page.on("dialog", (dialog) => {
        events.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      panel.page.on("popup", () => events.push("popup"));
      panel.page.on("framenavigated", (frame) => events.push(`navigated: ${frame.url()}`));
      for (const [index, { text }] of replies.entries()) {
        const name = `${family} ${index}: ${JSON.stringify(text.slice(0, 80))}`;
        const replied = candidate(1, { text, thinking: text.slice(0, 10_000), status: "finished" });
        const happened = [...chosen, ...answered, ...merged.slice(0, 2), ...replied, ...merged.slice(4), scores, done];
        const began = performance.now();
        await panel.show([recordOf(happened, opening(`run ${index}`)[0])]);
        // Colours and formulas come a little later.
        await panel.page.waitForTimeout(60);
        assert.deepEqual(await audit(panel), [], name);
        assert.ok(performance.now() - began < LONGEST_MS, name);
        await panel.button("Copy Reply").scrollIntoViewIfNeeded();
        await panel.button("Copy Reply").click();
        const copied = await panel.lastSent();
        assert.deepEqual(copied?.type === "copy" ? copied.text.length : copied, text.length, name);
        await panel.page.getByRole("textbox").click({ trial: true });
      }
      await panel.page.waitForTimeout(300);
      assert.equal(await panel.page.evaluate(() => (globalThis as unknown as PanelWindow).pwned), undefined);
      assert.deepEqual(events, []);
      const ours = /^\/dark\/\d+\/dist\/(?:panel[\w.-]*\.(?:js|css)|fonts\/KaTeX_[\w.-]+\.woff2)$/;
      assert.deepEqual(
        requests.filter((path) => !ours.test(path)),
        [],
      );
      assert.ok((await panel.sent()).every(({ type }) => type === "ready" || type === "copy"));
    });
  }
});
