import type { Locator } from "playwright";
import { eventually, expect } from "./expect.ts";

type Box = NonNullable<Awaited<ReturnType<Locator["boundingBox"]>>>;

/** Where an element is in the window, in pixels, as soon as two looks at it agree: what still moves is missed. */
export async function restingBox(element: Locator): Promise<Box> {
  const seen: { box: Box | null } = { box: null };
  await eventually(async () => {
    const { box } = seen;
    seen.box = await element.boundingBox();
    expect(seen.box, "where it is").toEqual(box);
    expect(box, "it can be seen").not.toBeNull();
  });
  // Nothing else ends the waiting.
  return seen.box as Box;
}
