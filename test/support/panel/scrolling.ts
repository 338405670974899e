import type { PanelPage } from "./panel-page.ts";

/** How far the conversation is scrolled, in pixels. */
export async function top({ conversation }: PanelPage): Promise<number> {
  return conversation.evaluate((element) => (element as unknown as { scrollTop: number }).scrollTop);
}

/** How far the beginning of the last run is from the upper edge of the view. */
export async function toLastRun({ page }: PanelPage): Promise<number> {
  return page.evaluate(`(() => {
    const main = document.querySelector("main");
    return Math.abs(main.lastElementChild.getBoundingClientRect().top - main.getBoundingClientRect().top);
  })()`);
}

/** Scrolls the conversation; resolves when it is drawn there. */
export async function scrollTo(panel: PanelPage, to: number): Promise<void> {
  await panel.conversation.evaluate((element, value) => {
    (element as unknown as { scrollTop: number }).scrollTop = value;
  }, to);
  await panel.drawn();
}
