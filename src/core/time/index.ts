/** Time in a run: deadlines, late references and second requests. */
export { hedged, mayHedge } from "./hedged.ts";
export { Lateness } from "./lateness.ts";
export { GivenUp, RunTime } from "./run-time.ts";
