import { expect } from "../expect.ts";
import type { PanelPage } from "./panel-page.ts";
import { settled } from "./settled.ts";

/** Attributes that the panel itself gives to elements of Markdown, as `element.attribute`. */
const ours =
  /^(a\.(href|title)|ol\.start|(div|span|svg|button)\.class|button\.(type|role|aria-label|aria-haspopup|title)|svg\.(aria-hidden|viewBox)|path\.d|div\.(role|aria-label|popover)|(div|pre|span)\.tabindex)$/;

const harmScript = `(() => {
  const strays = "script:not([nonce]), style, iframe, object, img, input, form form";
  const foreign = ".markdown :is(svg a, math, details, meta, base, [id], [style])";
  const attributes = [...document.querySelectorAll(".markdown *")].flatMap((element) =>
    element.getAttributeNames().map((name) => element.localName + "." + name));
  return {
    ran: window.pwned ?? null,
    added: [...document.querySelectorAll(strays + "," + foreign)].map((one) => one.outerHTML),
    attributes: [...new Set(attributes)].filter((name) => !${String(ours)}.test(name)),
  };
})()`;

const none = { ran: null, added: [], attributes: [] };

/** Checks that no code has run and nothing was added to the page, at this moment. */
export async function expectNoHarm({ page }: PanelPage): Promise<void> {
  expect(await page.evaluate(harmScript)).toEqual(none);
}

/**
 * Checks that no code has run, and that nothing was added to the page or sent, after everything is drawn. Requests and
 * log messages are checked after every test.
 */
export async function expectUnharmed(panel: PanelPage): Promise<void> {
  await settled(panel);
  await expectNoHarm(panel);
  await panel.sendsNothing();
}
