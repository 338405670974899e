import type { Locator } from "playwright";
import { restingBox } from "../resting-box.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Drags from a point of `target`, relative to its corner, to a point of the window. @param key held during the drag */
export async function dragTo(target: Locator, from: Point, to: Point, key?: string): Promise<void> {
  const { keyboard, mouse } = target.page();
  const box = await restingBox(target);
  await mouse.move(box.x + from.x, box.y + from.y);
  await mouse.down();
  if (key !== undefined) await keyboard.down(key);
  // Moves in steps, as a hand does, because elements under the pointer react to the first step.
  await mouse.move((box.x + from.x + to.x) / 2, (box.y + from.y + to.y) / 2, { steps: 15 });
  await mouse.move(to.x, to.y, { steps: 15 });
  await mouse.up();
  if (key !== undefined) await keyboard.up(key);
}
