/** A recorded run worked out again from its replies. */
export type { Replayable, ReplayedPart } from "./parts.ts";
export { replay, type Replay, type ReplayMeans } from "./replay.ts";
