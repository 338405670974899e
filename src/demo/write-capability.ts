import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { type BankQuestion, bankQuestionSchema } from "../core/question-bank/bank-question.ts";
import { demoCapability } from "./capability.ts";
import { type PreparedReply, readPreparedReplies } from "./prepared-replies.ts";

/** Where the starter bank lies in the repository. */
export const STARTER_BANK = join(import.meta.dirname, "../../starter-bank");
/** The file that this script writes. */
export const CAPABILITY_FILE = "capability.jsonl";

/** The questions of the starter bank: its files by name, each in its own order. */
export function starterQuestions(): BankQuestion[] {
  return readdirSync(STARTER_BANK)
    .filter((file) => file.endsWith(".jsonl") && file !== CAPABILITY_FILE)
    .sort()
    .flatMap((file) => readFileSync(join(STARTER_BANK, file), "utf8").split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line) => v.parse(bankQuestionSchema, JSON.parse(line)));
}

/** The contents of the capability file: one JSON object a line. */
export function capabilityLines(questions: readonly BankQuestion[], prepared: readonly PreparedReply[]): string {
  return demoCapability(questions, prepared)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

// Run by hand whenever the starter bank or the profiles change: node src/demo/write-capability.ts
if (import.meta.main) {
  const lines = capabilityLines(starterQuestions(), await readPreparedReplies(STARTER_BANK));
  writeFileSync(join(STARTER_BANK, CAPABILITY_FILE), lines);
}
