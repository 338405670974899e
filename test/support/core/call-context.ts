import { QUESTION } from "./world.ts";
import type { CallContext } from "../../../src/core/calls/index.ts";
import { QuestionBudget } from "../../../src/core/cost/index.ts";
import { presets } from "../../../src/core/parameters.ts";
import { plainPolicy } from "./plain-policy.ts";
import type { RunEvent } from "../../../src/core/record/index.ts";

/** The context of single calls, with the events they report. */
export interface HeardContext extends CallContext {
  readonly events: RunEvent[];
}

/** Returns a context whose clock advances by one millisecond at each reading. */
export function heardContext(signal: AbortSignal = new AbortController().signal): HeardContext {
  const events: RunEvent[] = [];
  let now = 0;
  return {
    seed: 1,
    coding: false,
    parameters: presets.coding,
    policy: plainPolicy,
    budget: new QuestionBudget(
      {
        question: QUESTION,
        parameters: presets.coding,
        policy: plainPolicy,
        referencers: [],
        aggregators: [],
        groups: [],
      },
      () => 0,
    ),
    wait: () => new Promise(() => undefined),
    left: () => null,
    clock: () => now++,
    emit: (event) => {
      events.push(event);
    },
    signal,
    events,
  };
}

/** Returns the events of one type, in order. */
export function ofType<Type extends RunEvent["type"]>(
  events: readonly RunEvent[],
  type: Type,
): Extract<RunEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);
}
