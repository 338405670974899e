import type { Draw } from "../enhancement/index.ts";

/** Returns a single draw with all references. */
export function allAtOnce(prior: readonly number[]): Draw[] {
  return prior.length === 0 ? [] : [prior.map((_, index) => index)];
}

/** Returns no draws, for systems that merge nothing. */
export const nothing = (): Draw[] => [];
