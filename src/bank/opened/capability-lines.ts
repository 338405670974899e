import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { parseJsonLines } from "./json-lines.ts";
import type { BankChange } from "../store/index.ts";

/** One line of the format capability-jsonl: outcomes for a question that is already in the bank. */
const capabilityLineSchema = v.object({
  questionId: v.string(),
  correct: v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});
export type CapabilityLine = v.InferOutput<typeof capabilityLineSchema>;

/** Reads a file in the format capability-jsonl. */
export async function readCapability(file: string): Promise<CapabilityLine[]> {
  return parseJsonLines(await readFile(file, "utf8"), capabilityLineSchema, path.basename(file));
}

/** Returns the lines as changes of a bank. Lines for questions that are not in the bank change nothing. */
export function capabilityChanges(lines: readonly CapabilityLine[]): BankChange[] {
  return lines.map(({ questionId, correct }) => {
    const outcomes = Object.entries(correct).map(
      ([model, value]) => [model, { value, weight: 1, evidence: "imported" }] as const,
    );
    return { kind: "outcomes", id: questionId, capability: Object.fromEntries(outcomes) };
  });
}
