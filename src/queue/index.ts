/** The line in front of each server: who is next, how many at once, and when to try again. */
export { patientTurns } from "./patient-turns.ts";
export { queueOptionsOf } from "./queue-options.ts";
export { type ServerQueue } from "./server-queue.ts";
export { realTime, type Time } from "./time.ts";
export { type Abilities, assumedAbilities, sharedTraffic, Traffic } from "./traffic.ts";
export { type Turns, type Waiting } from "./turns.ts";
