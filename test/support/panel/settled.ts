import type { PanelPage } from "./panel-page.ts";

/**
 * Runs in the page until a round changes nothing: near runs are drawn in full, then the panel's effects run, then the
 * requested colours and formulas are made in the order of the requests.
 */
const settledScript = `(async () => {
  let changed;
  const observer = new MutationObserver(() => { changed = true; });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const task = () => new Promise((resolve) => setTimeout(resolve));
  do {
    changed = false;
    for (let frames = 0; frames < 3; frames++) await frame().then(task);
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }));
    await task();
    await document.fonts.ready;
  } while (changed);
  observer.disconnect();
})()`;

/**
 * Resolves when the panel has no work left for what it shows. The code for colours and formulas must already be loaded
 * (`loadDress`), because loading files are not awaited.
 */
export async function settled(panel: PanelPage): Promise<void> {
  await panel.drawn();
  await panel.page.evaluate(settledScript);
}
