import { ChatError } from "../../../src/core/errors.ts";
import { plainPolicy } from "./plain-policy.ts";
import type { RunPolicy } from "../../../src/core/run-policy.ts";
import { answers, fails, member, type ScriptedMember, type Step } from "./scripted-model.ts";
import { VirtualClock } from "../lab/virtual-clock.ts";
import { answer, type Told, type World } from "./world.ts";

/** The answers of three models, and an aggregator's choices. */
export const three = { a: answers("from a"), b: answers("from b"), c: answers("from c") };
export const merged = answers("one", "two", "three");

/** Runs models a, b, c, ..., which answer as given and can replace the aggregator, with a separate aggregator `agg`. */
export async function collaborate(
  references: readonly Step[],
  aggregation: Step,
  { run, ...world }: World = {},
): Promise<Told & { readonly agg: ScriptedMember }> {
  const models = references.map((step, index) => member("abcdefg".charAt(index), step, answers("stand-in")));
  const agg = { ...member("agg", fails(), aggregation), referencer: false };
  const told = await answer([...models, agg], { ...world, run: { aggregator: "agg", ...run } });
  return { ...told, agg };
}

/** Returns a world in which the user stops the run at the first event of a type. */
export function stopAt(type: string): World {
  const stop = new AbortController();
  return {
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type === type) stop.abort();
    },
  };
}

/** Returns a world in which time passes, with a policy for the run. */
export function inTime(policy: Partial<RunPolicy>, world: World = {}): World & { readonly time: VirtualClock } {
  return { ...world, time: new VirtualClock(), run: { ...world.run, policy: { ...plainPolicy, ...policy } } };
}

/** Returns a step that takes this many milliseconds. If it is aborted, it fails and keeps the text that it had sent. */
export function takes(time: VirtualClock, milliseconds: number, step: Step, partial = ""): Step {
  return async (request, onDelta, signal) => {
    if (partial !== "") onDelta({ choice: 0, text: partial, thinking: "" });
    await time.wait(milliseconds, signal).catch(() => {
      throw new ChatError("It was stopped.", { kind: "aborted", model: "fake/model" });
    });
    return step(request, onDelta, signal);
  };
}
