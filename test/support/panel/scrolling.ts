import type { PanelPage } from "./panel-page.ts";

/** Returns how far the conversation is scrolled, in pixels. */
export async function top({ conversation }: PanelPage): Promise<number> {
  return conversation.evaluate((element) => (element as unknown as { scrollTop: number }).scrollTop);
}

/** Returns the distance between the beginning of the last run and the upper edge of the view, in pixels. */
export async function toLastRun({ page }: PanelPage): Promise<number> {
  return page.evaluate(`(() => {
    const main = document.querySelector("main");
    return Math.abs(main.lastElementChild.getBoundingClientRect().top - main.getBoundingClientRect().top);
  })()`);
}

/** Scrolls the conversation. Resolves when it is drawn at the new place. */
export async function scrollTo(panel: PanelPage, to: number): Promise<void> {
  await panel.conversation.evaluate((element, value) => {
    (element as unknown as { scrollTop: number }).scrollTop = value;
  }, to);
  await panel.drawn();
}
