/** What long work of many requests shares: budget, pause, slots, speed, and models that are given up. */
export { Budget } from "./budget.ts";
export { CheckQueue } from "./check-queue.ts";
export { FailedChecks, FailingModels } from "./failures.ts";
export { Latest } from "./latest.ts";
export { Pause } from "./pause.ts";
export { Rate } from "./rate.ts";
export { Slots } from "./slots.ts";
