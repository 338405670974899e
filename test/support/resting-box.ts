import type { Locator } from "playwright";
import { eventually, expect } from "./expect.ts";

type Box = NonNullable<Awaited<ReturnType<Locator["boundingBox"]>>>;

/**
 * Returns where an element is in the window, in pixels, as soon as two checks agree, because a click on a moving
 * element misses it.
 */
export async function restingBox(element: Locator): Promise<Box> {
  const seen: { box: Box | null } = { box: null };
  await eventually(async () => {
    const { box } = seen;
    seen.box = await element.boundingBox();
    expect(seen.box, "where it is").toEqual(box);
    expect(box, "it can be seen").not.toBeNull();
  });
  // The wait ends only when there is a box.
  return seen.box as Box;
}
