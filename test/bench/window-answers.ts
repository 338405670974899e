import type { Said } from "./window-models.ts";

export const QUESTION = "How do I debounce a function in TypeScript?";

const CODE = `\`\`\`typescript
/** A call that waits can be given up. */
export interface Debounced<Args extends unknown[]> {
  (...args: Args): void;
  cancel(): void;
}

/** Calls \`action\` once no call has come for \`waitMs\` milliseconds. */
export function debounce<Args extends unknown[]>(
  action: (...args: Args) => void,
  waitMs: number,
): Debounced<Args> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const debounced = (...args: Args): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      action(...args);
    }, waitMs);
  };
  debounced.cancel = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return debounced;
}
\`\`\``;

const DRAFT = "Start a timer at each call and stop the one before: the function runs once the calls have paused.";
const LONGER = `Wrap the function in another one that restarts a timer at each call. The wrapped function runs only when no
call has come for \`waitMs\` milliseconds, with the arguments of the newest call. Nothing else runs meanwhile, so a burst of
key presses costs one request.`;
const SHORTER = "Restart a timer at each call:";

/** A usual answer, two sentences and 25 lines of code; the merged one says the same in other words. */
export const usual: Said = {
  draft: `${DRAFT} Call \`cancel\` where it must not run any more.\n\n${CODE}`,
  merged: `Wrap the function in another one that restarts a timer at each call, so that it runs only when no call has come for
a while. Its \`cancel\` forgets a call that still waits.\n\n${CODE}`,
};

/** Drafts, and merged answers whose text before the same code needs more or fewer lines. */
export const merging: Readonly<Record<"longer" | "shorter", Said>> = {
  longer: { draft: `${DRAFT}\n\n${CODE}`, merged: `${LONGER}\n\n${CODE}` },
  shorter: { draft: `${LONGER}\n\n${CODE}`, merged: `${SHORTER}\n\n${CODE}` },
};
