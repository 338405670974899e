/** The queue of each server: which request is next, how many run at once, and when to retry. */
export { patientTurns } from "./patient-turns.ts";
export { queueOptionsOf } from "./queue-options.ts";
export { type ServerQueue } from "./server-queue.ts";
export { realTime, type Time } from "./time.ts";
export { type Abilities, assumedAbilities, sharedTraffic, Traffic } from "./traffic.ts";
export { type Turns, type Waiting } from "./turns.ts";
