/** Puts the means of a run together from settings, keys, bank and embedder. */
export { assemble, runOf, type SimulatedPool, type Sources } from "./assemble.ts";
export { closeSharedSandbox, sharedSandbox } from "./shared-sandbox.ts";
