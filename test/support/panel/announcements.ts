import type { PanelPage } from "./panel-page.ts";

/** Runs in the page: notes each change of what its live regions say. */
const listening = `(() => {
  const live = "[aria-live], [role=status], [role=alert], [role=log]";
  const said = () => [...document.querySelectorAll(live)].map((region) => region.textContent).join(" ").trim();
  let last = said();
  window.heard = [];
  new MutationObserver(() => {
    if (said() === last) return;
    last = said();
    window.heard.push(last);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
})()`;

/** Listens as a screen reader does. Returns a function that tells what was announced since then. */
export async function announcements({ page }: PanelPage): Promise<() => Promise<string[]>> {
  await page.evaluate(listening);
  return () => page.evaluate("window.heard");
}
