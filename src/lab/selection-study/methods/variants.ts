import type { Method } from "./method.ts";
import { paper } from "./paper.ts";

/** Values of N_sup_base and gamma that are tried beside those of the study, one at a time. */
export interface Sweep {
  readonly supportBases: readonly number[];
  readonly tolerances: readonly number[];
}

/** RPS with one parameter changed, for each value of the sweep. */
export function variants({ supportBases, tolerances }: Sweep): Method[] {
  return [
    ...supportBases.map((supportBase) => variant(`N_sup_base = ${supportBase}`, { supportBase })),
    ...tolerances.map((tolerance) => variant(`gamma = ${tolerance}`, { tolerance })),
  ];
}

function variant(name: string, changed: { supportBase: number } | { tolerance: number }): Method {
  return { name, learn: (lesson) => paper.learn({ ...lesson, ...changed }) };
}
