/** The bank as a run reads it: opened once and followed, filled with the starter bank when it is new, taught by a user's choice, and written out. */
export { type CapabilityLine, readCapability } from "./capability-lines.ts";
export { exportBank } from "./export-bank.ts";
export { parseJsonLines } from "./json-lines.ts";
export { learnChoice, undoLesson } from "./learn-choice.ts";
export { ensureBank, noteOwnChange, openBank } from "./open-bank.ts";
export { bankAt } from "./opened-banks.ts";
export { DEMO_CAPABILITY_FILE, readStarterBank } from "./starter-bank.ts";
