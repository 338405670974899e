import { isDeepStrictEqual } from "node:util";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";

/** Counts of an import's rows by result. */
export interface ImportCounts {
  /** Accepted rows of the file, including rows that changed nothing. */
  imported: number;
  /** Rows that changed a question of the bank. */
  updated: number;
  /** Rows that changed nothing: already in the bank, or outcomes for a question that is not in the bank. */
  skipped: number;
  failed: number;
}

/** A question to be merged; `vector` is null until a vector of its text in the bank's space is known. */
export interface Merging {
  readonly question: BankQuestion;
  readonly vector: BankEntry["vector"] | null;
}

/** Largest difference per value between a unit vector and the same vector after it was written and read again. */
const SAME_VECTOR = 1e-6;

/**
 * Returns the new question, completed from the old one: the old one's other outcomes, and its check where the new one
 * has none. A test question stays a test question: otherwise the bank would contain its own test (A.1). A new vector
 * replaces the old one; without a new vector the old one stays as long as it fits the text.
 */
export function mergeQuestion(known: Merging, added: Merging): Merging {
  if (isOneChecked(known, added)) return mergeChecked(known, added);
  const question = {
    ...added.question,
    ...whatBothKnow(known.question, added.question),
    ...keptSkills(known.question, added.question),
  };
  const kept = known.question.question === question.question ? known.vector : null;
  return unlessSame(known, { question, vector: added.vector ?? kept });
}

/**
 * Returns the old question, completed from the same question under another id: outcomes, check, domain, topic, skills.
 */
export function mergeTwin(known: Merging, added: Merging): Merging {
  if (isOneChecked(known, added)) return mergeChecked(known, { ...added, vector: null });
  const question = { ...added.question, ...known.question, ...whatBothKnow(known.question, added.question) };
  return unlessSame(known, { question, vector: known.vector });
}

/**
 * Returns the old question with the check, id and words of a new row, if only the new row has a check. Everything else
 * that the old question has stays, its vector too. In all other cases only outcomes are added.
 */
export function mergeCheck(known: Merging, added: Merging): Merging {
  const isChecked = known.question.task.kind !== "open";
  if (!isChecked && added.question.task.kind !== "open") return mergeChecked(known, { ...added, vector: null });
  const capability = { ...added.question.capability, ...known.question.capability };
  return unlessSame(known, { ...known, question: { ...known.question, capability } });
}

function isOneChecked(known: Merging, added: Merging): boolean {
  return (known.question.task.kind === "open") !== (added.question.task.kind === "open");
}

/**
 * Returns the question with the id, words and other fields of the version that has a check, completed from the other
 * version. The order in which the two came makes no difference. The old vector stays when no new one comes with the
 * words, because both versions mean the same.
 */
function mergeChecked(known: Merging, added: Merging): Merging {
  const isKnown = known.question.task.kind !== "open";
  const [checked, open] = isKnown ? [known.question, added.question] : [added.question, known.question];
  const question = { ...open, ...checked, ...whatBothKnow(known.question, added.question) };
  return unlessSame(known, { question, vector: (isKnown ? null : added.vector) ?? known.vector });
}

/** Returns the question with further outcomes, as formats without questions bring them. */
export function mergeOutcomes(known: Merging, correct: Readonly<Record<string, number>>): Merging {
  const outcomes = Object.entries(correct).map(
    ([model, value]) => [model, { value, weight: 1, evidence: "imported" }] as const,
  );
  const capability = { ...known.question.capability, ...Object.fromEntries(outcomes) };
  return unlessSame(known, { question: { ...known.question, capability }, vector: known.vector });
}

/** Skills are kept only while the text stays the same: skills of another text do not apply. */
function keptSkills(known: BankQuestion, added: BankQuestion): Pick<BankQuestion, "skills"> {
  const keeps = added.skills === undefined && known.skills !== undefined && known.question === added.question;
  return keeps ? { skills: known.skills } : {};
}

function whatBothKnow(known: BankQuestion, added: BankQuestion): Pick<BankQuestion, "split" | "capability"> {
  return {
    split: known.split === "test" ? "test" : added.split,
    capability: { ...known.capability, ...added.capability },
  };
}

/** Returns `known` itself when nothing differs, so that callers detect a change by identity. */
function unlessSame(known: Merging, merged: Merging): Merging {
  const same = isDeepStrictEqual(known.question, merged.question) && sameVector(known.vector, merged.vector);
  return same ? known : merged;
}

function sameVector(a: Merging["vector"], b: Merging["vector"]): boolean {
  if (a === null || b === null || a === b) return a === b;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (Math.abs((a[i] as number) - (b[i] as number)) > SAME_VECTOR) return false;
  }
  return true;
}
