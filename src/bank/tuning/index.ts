/** What is learned from a bank for tuned selection: in a worker after changes, kept on disk, and never waited for. */
export { finishTuning, learnedFrom } from "./learned-from.ts";
