import type { Figure } from "./figure.ts";
import { withPages } from "./panel-browser.ts";
import { measureFirstText } from "./panel-first-text.ts";
import { withPanelInWindow } from "./panel-in-window.ts";
import { measureJump } from "./panel-jump.ts";
import { measureLongChat } from "./panel-long-chat.ts";
import { measureMemory } from "./panel-memory.ts";
import { measureShare } from "./panel-share.ts";
import { measureSize } from "./panel-size.ts";
import { measureStreams } from "./panel-streams.ts";

/** Returns the figures of the panel, in a browser, on the built page with its security policy. */
export async function measurePanel(): Promise<Figure[]> {
  const figures: Figure[] = [];
  await withPages(async (open) => {
    figures.push(...(await measureStreams(open)), ...(await measureMemory(open)), ...(await measureLongChat(open)));
  });
  const inWindow = await withPanelInWindow(async (opened) => [
    ...(await measureFirstText(opened)),
    ...(await measureShare(opened)),
    ...(await measureJump(opened)),
  ]);
  return [...figures, ...measureSize(), ...inWindow];
}
