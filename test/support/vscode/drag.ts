import type { Locator } from "playwright";
import { restingBox } from "../resting-box.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Drags from a point of `target`, counted from its corner, to a point of the window, with a key held if one is named. */
export async function dragTo(target: Locator, from: Point, to: Point, key?: string): Promise<void> {
  const { keyboard, mouse } = target.page();
  const box = await restingBox(target);
  await mouse.move(box.x + from.x, box.y + from.y);
  await mouse.down();
  if (key !== undefined) await keyboard.down(key);
  // In steps, as a hand does: what is entered on the way reacts to the first of them.
  await mouse.move((box.x + from.x + to.x) / 2, (box.y + from.y + to.y) / 2, { steps: 15 });
  await mouse.move(to.x, to.y, { steps: 15 });
  await mouse.up();
  if (key !== undefined) await keyboard.up(key);
}
