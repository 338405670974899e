import { expect as once } from "playwright/test";

/**
 * Maximum wait for an expected event, in milliseconds: nothing takes that long, but a busy machine may delay
 * everything.
 */
export const WAIT_LIMIT = 20_000;

/** Assertions about a page. They are repeated until they hold, because a single check would race with the page. */
export const expect = once.configure({ timeout: WAIT_LIMIT });

/** Resolves when `assertion` holds. It is repeated until then; after the limit (ms) its last error is thrown. */
export async function eventually(assertion: () => Promise<void> | void, limit = WAIT_LIMIT): Promise<void> {
  await expect(async () => {
    await assertion();
  }).toPass({ timeout: limit, intervals: [20, 50, 100, 200] });
}
