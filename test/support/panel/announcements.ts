import type { PanelPage } from "./panel-page.ts";

/**
 * Runs in the page, and records what a screen reader reads aloud: additions to a log, a status whose words change, and
 * an alert that changes or appears.
 */
const listening = `(() => {
  const known = new Map();
  window.heard = [];
  const listen = (say) => {
    for (const entry of document.querySelectorAll("[role=log] > *")) {
      if (known.get(entry) === entry.textContent) continue;
      known.set(entry, entry.textContent);
      say(entry.textContent);
    }
    for (const region of document.querySelectorAll("[aria-live]:not([role=log]), [role=status], [role=alert]")) {
      const words = region.textContent.trim();
      if (known.get(region) === words) continue;
      if (known.has(region) || region.getAttribute("role") === "alert") say(words);
      known.set(region, words);
    }
  };
  listen(() => {});
  new MutationObserver(() => listen((words) => window.heard.push(words)))
    .observe(document.body, { childList: true, characterData: true, subtree: true });
})()`;

/** Listens as a screen reader does. Returns a function that returns the announcements since then. */
export async function announcements({ page }: PanelPage): Promise<() => Promise<string[]>> {
  await page.evaluate(listening);
  return () => page.evaluate("window.heard");
}
