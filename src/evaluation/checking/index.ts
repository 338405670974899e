/** Judges replies in processes that are started when they are first needed, and tries a task's own reference solutions. */
export {
  builtChecking,
  type Checking,
  type CheckingFolders,
  createMemory,
  type EvaluationMeans,
  openChecking,
} from "./checking.ts";
export { learnFromRun } from "./learn-from-run.ts";
export { notesOnReferences } from "./try-references.ts";
