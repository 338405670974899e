/** One referencer's response O_i; null when it failed, stayed empty or was cut off before it held an answer. */
export type Reference = {
  readonly model: string;
  readonly text: string;
  /** Whether the output limit cut it off behind its answer. */
  readonly cutOff?: true;
} | null;

/** The indices of the references that each referencer reads before it answers, by referencer; none reads nothing. */
export type Reads = readonly (readonly number[])[];

/** Some of the references, as ascending indices. */
export type Draw = readonly number[];
