import { answers, member, ownServer } from "./scripted-model.ts";
import { type Parameters, resolveParameters } from "../../../src/core/parameters.ts";
import type { PoolMember, ServerTraits } from "../../../src/core/ports.ts";
import { plainPolicy } from "./plain-policy.ts";
import type { RunPolicy } from "../../../src/core/run-policy.ts";
import type { PlannedCalls } from "../../../src/core/cost/index.ts";

/** Returns a remote server whose tokens cost one US dollar per million to read and two to write. */
export function priced(server: Partial<ServerTraits> = {}): ServerTraits {
  const prices = { promptUsdPerMTok: 1, completionUsdPerMTok: 2 };
  return { ...ownServer, name: "hosted", selfHosted: false, onThisMachine: false, prices, ...server };
}

/** Returns a member with these servers. */
export function served(name: string, ...servers: readonly ServerTraits[]): PoolMember {
  return { ...member(name, answers(name)), servers };
}

/** The changes that a test makes to planned calls. */
export interface Planned {
  readonly referencers: readonly PoolMember[];
  readonly aggregators?: readonly PoolMember[];
  /** Each subset with its number of draws. */
  readonly subsets?: readonly (readonly [subset: readonly number[], draws: number])[];
  readonly parameters?: Partial<Parameters>;
  readonly policy?: Partial<RunPolicy>;
  readonly text?: string;
}

/** Returns calls with short outputs. By default the first referencer merges, and all are merged once. */
export function planned({
  referencers,
  aggregators,
  subsets,
  parameters,
  policy,
  text = "How?",
}: Planned): PlannedCalls {
  return {
    question: { text, context: [], conversation: [] },
    parameters: { ...resolveParameters("coding", { maxOutputTokens: 1000 }), ...parameters },
    policy: { ...plainPolicy, ...policy },
    referencers,
    aggregators: aggregators ?? referencers.slice(0, 1),
    groups: (subsets ?? [[referencers.map((_, index) => index), 1]]).map(([subset, draws]) => ({
      subset,
      draws: Array.from({ length: draws }, (_, draw) => draw),
    })),
  };
}
