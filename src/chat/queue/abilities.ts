import type { Server } from "../chat-target.ts";
import { kindOf } from "../kinds/kinds.ts";

/** What a model's server was found to do with a request. Kept for as long as the program runs. */
export interface Abilities {
  /** Fewer choices than this are asked for in one request. */
  choicesBelow: number;
  logprobs: boolean;
}

/** What is assumed of a server that was not asked yet. */
export function assumedAbilities({ kind }: Pick<Server, "kind">): Abilities {
  return { choicesBelow: kindOf(kind).manyChoices ? Infinity : 2, logprobs: true };
}
