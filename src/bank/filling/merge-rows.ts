import { isDeepStrictEqual } from "node:util";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";

/** What became of the rows of an import. */
export interface ImportCounts {
  /** Rows of the file that were accepted, also those that changed nothing. */
  imported: number;
  /** Rows that changed a question that was there. */
  updated: number;
  /** Rows that changed nothing: already there, or outcomes for a question that the bank does not have. */
  skipped: number;
  failed: number;
}

/** A question on its way into the bank; `vector` is null until one of the bank's space is known for its text. */
export interface Merging {
  readonly question: BankQuestion;
  readonly vector: BankEntry["vector"] | null;
}

/** How far two unit vectors may differ in each value and still be the same one, written and read again. */
const SAME_VECTOR = 1e-6;

/**
 * The new question, with what only the old one knows: its other outcomes, and a check where the new one has none. A test
 * question stays one, or the bank would know its own test (A.1). A new vector replaces the old one, which stays as long
 * as it fits the text.
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

/** The old question, with what only the same question under another id knows: outcomes, a check, domain, topic, skills. */
export function mergeTwin(known: Merging, added: Merging): Merging {
  if (isOneChecked(known, added)) return mergeChecked(known, { ...added, vector: null });
  const question = { ...added.question, ...known.question, ...whatBothKnow(known.question, added.question) };
  return unlessSame(known, { question, vector: known.vector });
}

/**
 * The old question with the check of a new row where it has none, and with that check's id and words. All that the old one
 * knows stays, its vector too; of a row that brings no check only outcomes are new.
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
 * The question as the one with a check has it: id, words, all; with what only the other one knows. The order in which the two
 * came makes no difference. The old vector stays where no new one comes with the words: those of one question mean the same.
 */
function mergeChecked(known: Merging, added: Merging): Merging {
  const isKnown = known.question.task.kind !== "open";
  const [checked, open] = isKnown ? [known.question, added.question] : [added.question, known.question];
  const question = { ...open, ...checked, ...whatBothKnow(known.question, added.question) };
  return unlessSame(known, { question, vector: (isKnown ? null : added.vector) ?? known.vector });
}

/** The question with further outcomes, as a format without questions brings them. */
export function mergeOutcomes(known: Merging, correct: Readonly<Record<string, number>>): Merging {
  const outcomes = Object.entries(correct).map(
    ([model, value]) => [model, { value, weight: 1, evidence: "imported" }] as const,
  );
  const capability = { ...known.question.capability, ...Object.fromEntries(outcomes) };
  return unlessSame(known, { question: { ...known.question, capability }, vector: known.vector });
}

/** Keywords of another text say nothing about this one. */
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

/** `known` itself where nothing is different, so that a caller sees by identity whether something changed. */
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
