import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, recordOf, referenceEnd } from "../../media/panel/record/example-run.ts";
import { harmlessLinks, hostileMarkdown } from "../support/panel/hostile-markdown.ts";
import { endpoints, type PanelPage } from "../support/panel/panel-page.ts";
import type { PanelWindow } from "../support/panel/panel-window.ts";
import { answered, done, merged, opening, scores } from "../support/panel/runs.ts";
import { usePanel } from "../support/panel/use-panel.ts";

/** Attributes that the panel itself gives to what it makes of Markdown. */
const ours =
  /^(a\.(href|title)|ol\.start|(div|span|svg|button)\.class|button\.(type|aria-label|title)|svg\.(aria-hidden|viewBox)|path\.d|div\.(role|aria-label)|(div|pre)\.tabindex)$/;

const [start, ...chosen] = opening();

interface Element {
  readonly localName: string;
  readonly outerHTML: string;
  getAttributeNames(): string[];
}

/** The attributes of every element in the replies, as `element.attribute`. */
async function attributes(panel: PanelPage): Promise<string[]> {
  const lists = await panel.page
    .locator(".markdown *")
    .evaluateAll((elements) =>
      (elements as unknown as Element[]).map((one) =>
        one.getAttributeNames().map((name) => `${one.localName}.${name}`),
      ),
    );
  return lists.flat();
}

/** Nothing has run, nothing was added to the page; that nothing was sent or logged is checked after every test. */
async function assertUnharmed(panel: PanelPage): Promise<void> {
  // Handlers of failed pictures and the like would run a little later.
  await panel.page.waitForTimeout(100);
  assert.equal(await panel.page.evaluate(() => (globalThis as unknown as PanelWindow).pwned), undefined);
  const strays = panel.page.locator("script:not([nonce]), style, iframe, object, img, input, form form");
  assert.deepEqual(await strays.evaluateAll((all) => all.map((one) => (one as unknown as Element).outerHTML)), []);
  assert.equal(await panel.page.locator(".markdown :is(svg a, math, details, meta, base, [id], [style])").count(), 0);
  assert.deepEqual(
    (await attributes(panel)).filter((name) => !ours.test(name)),
    [],
  );
  assert.ok((await panel.sent()).every(({ type }) => type === "ready"));
}

describe("hostile Markdown in the panel", () => {
  const openPanel = usePanel();

  it("neither runs nor sends anything; only its web links are left", async () => {
    const panel = await openPanel();
    const text = hostileMarkdown;
    const replies = candidate(1, { text, thinking: text, status: "truncated", error: text });
    await panel.show([recordOf([...chosen, ...answered, ...replies, ...merged.slice(4), scores, done], start)]);
    const markdown = panel.page.locator(".markdown");
    const links = await markdown.getByRole("link").all();
    assert.deepEqual(await Promise.all(links.map((link) => link.getAttribute("href"))), harmlessLinks);
    const words = await markdown.innerText();
    for (const kept of ["<script>window.pwned=1</script>", "picture b", "badge", "main.py", "three"])
      assert.ok(words.includes(kept), kept);
    assert.equal(await panel.button("Send").count(), 1);
    assert.equal(await panel.page.getByRole("alert").count(), 0);
    await assertUnharmed(panel);
  });

  it("is as harmless while it streams, however it is cut", async () => {
    const panel = await openPanel();
    await panel.show([]);
    await panel.play([start, ...chosen, ...answered, ...candidate(0).slice(0, 1)]);
    const short = hostileMarkdown.replaceAll(/(> ){9,}/g, "> > ");
    for (let from = 0; from < short.length; from += 97) {
      await panel.play([{ type: "candidate-delta", draw: 0, text: short.slice(from, from + 97), thinking: "" }]);
    }
    assert.ok((await panel.page.getByRole("link").count()) > 0);
    await assertUnharmed(panel);
  });

  it("stays mere text in questions, names, notes and messages", async () => {
    const panel = await openPanel();
    const text = hostileMarkdown;
    const question = { text, context: [{ label: text, text }], conversation: [] };
    const events = [
      ...chosen,
      ...answered.slice(0, 2),
      referenceEnd("c", { status: "failed", error: text, thinking: text, servedBy: text }),
      { type: "candidate-start", draw: 0, subset: [text], aggregator: text } as const,
      { type: "warning", message: text } as const,
      { type: "run-end", outcome: "failed", durationMs: 1, error: text } as const,
    ];
    const status = { ...endpoints, description: text, problem: text };
    await panel.show([recordOf(events, { ...start, question })], status, [text]);
    await panel.send({ type: "failure", message: text }, { type: "compose", text });
    await panel.page.getByText("2 of 3 models answered").click();
    assert.equal(await panel.page.getByRole("link").count(), 0);
    await assertUnharmed(panel);
  });
});
