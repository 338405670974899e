import type { BankChange } from "../../src/bank/store/bank-store.ts";
import type { BankEntry } from "../../src/core/packed-bank/index.ts";
import { adding, sampleEntries, sampleEntry, sampleSkills } from "./sample-bank.ts";

/** The folder of a bank as an earlier version wrote it; `write-kept-bank.ts` made it. */
export const KEPT_BANK = new URL("kept/bank-1", import.meta.url);

const outcome = { value: 1, weight: 0.25, evidence: "choice" } as const;

/** Returns the entries of its index: in two generations, the older one kept as a fallback. */
export function keptIndex(): BankEntry[] {
  return [...sampleEntries(12)].map(({ question, vector }, row) => {
    return { question: { ...question, split: row === 3 ? "test" : "bank" }, vector };
  });
}

/** Its journal: one change of each kind. */
export const keptChanges: readonly BankChange[] = [
  adding(sampleEntry("added")),
  { kind: "outcomes", id: "q1", capability: { m: null, "a model": outcome } },
  { kind: "skills", id: "q2", skills: sampleSkills("q2") },
  { kind: "remove", id: "q4" },
];

/** Returns its questions, with the journal's changes. */
export function keptQuestions(): BankEntry["question"][] {
  const questions = [...keptIndex(), sampleEntry("added")].map(({ question }) => question);
  return questions.flatMap((question) => {
    if (question.id === "q1") return [{ ...question, capability: { "a model": outcome } }];
    if (question.id === "q2") return [{ ...question, skills: sampleSkills("q2") }];
    return question.id === "q4" ? [] : [question];
  });
}
