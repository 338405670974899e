import { isDeepStrictEqual } from "node:util";
import { ConfigurationTarget, workspace } from "vscode";

/** Timeout of a wait in the extension host, in milliseconds. */
const LIMIT = 20_000;

/** Interval between two looks, in milliseconds. */
const PAUSE = 20;

/** Resolves with the result of `look` once it is neither undefined nor false. Rejects after LIMIT. */
export async function until<Found>(
  what: string,
  look: () => Found | undefined | false | PromiseLike<Found | undefined | false>,
): Promise<Found> {
  const end = performance.now() + LIMIT;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`Did not come within ${LIMIT / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Checks for this many milliseconds that something does not change. @throws what `look` throws when it does */
export async function stays(look: () => void, ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    look();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Changes a setting of SMCS for the user. Resolves when the extension host knows the new value. */
export async function configure(name: string, value: unknown): Promise<void> {
  const inspected = () => workspace.getConfiguration("smcs").inspect(name)?.globalValue;
  await workspace.getConfiguration("smcs").update(name, value, ConfigurationTarget.Global);
  await until(`the setting ${name}`, () => isDeepStrictEqual(inspected(), value));
}
