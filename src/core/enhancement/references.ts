/** One referencer's response O_i; null when it failed, stayed empty or was cut off before it held an answer. */
export type Reference = {
  readonly model: string;
  readonly text: string;
  /** Whether the output limit cut the reply off behind its answer. */
  readonly cutOff?: true;
} | null;

/**
 * By referencer, the indices of the references that it reads before it answers; empty for a referencer that reads none.
 */
export type Reads = readonly (readonly number[])[];

/** Some of the references, as ascending indices. */
export type Draw = readonly number[];
