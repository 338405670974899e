import type { Draw } from "../enhancement/index.ts";

/** All references at once. */
export function allAtOnce(prior: readonly number[]): Draw[] {
  return prior.length === 0 ? [] : [prior.map((_, index) => index)];
}

/** Nothing is merged. */
export const nothing = (): Draw[] => [];
