import { isDeepStrictEqual } from "node:util";
import { ConfigurationTarget, workspace } from "vscode";

/** How long a test in the extension host waits for what must come, in milliseconds. */
const LIMIT = 20_000;

/** How often it looks. */
const PAUSE = 20;

/** Resolves with what `look` finds, as soon as that is neither undefined nor false; rejects after a limit. */
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

/** Looks for so many milliseconds whether something stays as it is; @throws what `look` throws when it does not */
export async function stays(look: () => void, ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    look();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Changes a setting of ours for the user; resolves when the extension host knows of it. */
export async function configure(name: string, value: unknown): Promise<void> {
  const inspected = () => workspace.getConfiguration("smcs").inspect(name)?.globalValue;
  await workspace.getConfiguration("smcs").update(name, value, ConfigurationTarget.Global);
  await until(`the setting ${name}`, () => isDeepStrictEqual(inspected(), value));
}
