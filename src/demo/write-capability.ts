import { writeFileSync } from "node:fs";
import path from "node:path";
import { DEMO_CAPABILITY_FILE, readStarterBank } from "../bank/opened/index.ts";
import type { BankQuestion } from "../core/question-bank/index.ts";
import { demoCapability } from "./capability.ts";
import { type PreparedReply, readPreparedReplies } from "./prepared-replies.ts";

/** Folder of the starter bank in the repository. */
export const STARTER_BANK = path.join(import.meta.dirname, "../../starter-bank");

/** Returns the contents of the capability file: one JSON object per line. */
export function capabilityLines(questions: readonly BankQuestion[], prepared: readonly PreparedReply[]): string {
  return demoCapability(questions, prepared)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

// Run by hand whenever the starter bank or the profiles change: node src/demo/write-capability.ts
if (import.meta.main) {
  const lines = capabilityLines(await readStarterBank(STARTER_BANK), await readPreparedReplies(STARTER_BANK));
  writeFileSync(path.join(STARTER_BANK, DEMO_CAPABILITY_FILE), lines);
}
