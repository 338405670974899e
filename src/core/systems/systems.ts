import { majorityVoting } from "./majority-voting.ts";
import { mixtureOfAgents } from "./mixture-of-agents.ts";
import { selfConsistency } from "./self-consistency.ts";
import { selfMoa } from "./self-moa.ts";
import { simpleRouter } from "./simple-router.ts";
import { single } from "./single.ts";
import { smcs } from "./smcs.ts";
import { symbolicMoe } from "./symbolic-moe.ts";
import { symbolicMoeRetrieval } from "./symbolic-moe-retrieval.ts";
import type { System } from "./system.ts";
import type { ConclusionOf, SystemName } from "../system-names.ts";

/** All systems. */
export const systems: { readonly [Name in SystemName]: System<ConclusionOf<Name>> } = {
  smcs,
  "mixture-of-agents": mixtureOfAgents,
  "self-moa": selfMoa,
  "self-consistency": selfConsistency,
  "majority-voting": majorityVoting,
  "simple-router": simpleRouter,
  "symbolic-moe": symbolicMoe,
  "symbolic-moe-retrieval": symbolicMoeRetrieval,
  single,
};

/** Returns the system that a record names; null for one that this version does not have. */
export function systemNamed(name: string): System | null {
  return Object.hasOwn(systems, name) ? systems[name as SystemName] : null;
}
