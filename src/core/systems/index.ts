/** The ways in which models work together: one file each, and one line in systems.ts. */
export type { Candidate } from "./candidate.ts";
export { conclude } from "./conclude.ts";
export { arrivedBehind, lastArrived } from "./layers.ts";
export type { Answerer, Asked, Choice, System } from "./system.ts";
export { systemNamed, systems } from "./systems.ts";
export { comparing } from "./voting/comparing.ts";
export { allStandForElection, standForElection } from "./voting/stand-for-election.ts";
export type { Voting } from "./voting/vote.ts";
