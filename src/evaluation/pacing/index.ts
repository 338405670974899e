/** What long work of many requests shares: budget, pause, slots, rate, and models that are no longer asked. */
export { Budget } from "./budget.ts";
export { CheckQueue } from "./check-queue.ts";
export { FailedChecks, FailingModels } from "./failures.ts";
export { Latest } from "./latest.ts";
export { Pause } from "./pause.ts";
export { Rate } from "./rate.ts";
export { Slots } from "./slots.ts";
