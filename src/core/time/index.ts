/** Time in a run: deadlines, late references and second requests. */
export { GivenUp } from "./given-up.ts";
export { hedged } from "./hedged.ts";
export { Lateness } from "./lateness.ts";
export { mayHedge } from "./may-hedge.ts";
export { RunTime } from "./run-time.ts";
