import { expect as once } from "playwright/test";

/** Longest wait for what must come, in milliseconds: nothing takes that long, but a busy machine may hold everything up. */
export const WAIT_LIMIT = 20_000;

/** Assertions about a page. They look again until they hold, since one look is a race against the page. */
export const expect = once.configure({ timeout: WAIT_LIMIT });

/** Resolves when `assertion` holds: it is tried again until then, and its last error counts after the limit (ms). */
export async function eventually(assertion: () => Promise<void> | void, limit = WAIT_LIMIT): Promise<void> {
  await expect(async () => {
    await assertion();
  }).toPass({ timeout: limit, intervals: [20, 50, 100, 200] });
}
