import type { BankQuestion } from "../../core/question-bank/index.ts";
import { plainLine } from "../../core/plain-line.ts";

/** A question as a list of duplicates shows it. */
export interface QuestionPlace {
  readonly id: string;
  readonly source: string;
  readonly split: BankQuestion["split"];
  /** The beginning of its text, on one line. */
  readonly excerpt: string;
}

/** Two questions that look like one. */
export interface DuplicatePair {
  readonly first: QuestionPlace;
  readonly second: QuestionPlace;
  /** Same text and, where there are some, same options. */
  readonly exact: boolean;
  /** Cosine; 1 for exact duplicates. */
  readonly similarity: number;
}

/** Pairs that look like one question, and how they were looked for. */
export interface Duplicates {
  /** Test questions that stand in the bank too come first, then exact duplicates, then the most similar. */
  readonly pairs: readonly DuplicatePair[];
  /** How many were found; `pairs` may hold fewer. */
  readonly overlapping: number;
  readonly exact: number;
  readonly near: number;
  /** The cosine from which on two questions are near duplicates. */
  readonly threshold: number;
  /** How many questions were compared with all others; fewer than `questions` where a sample had to do. */
  readonly compared: number;
  /** Questions of both splits. */
  readonly questions: number;
}

const MOST_PAIRS = 200;
const EXCERPT = 160;

/** What a list shows of a question. */
export function placeOf({ id, source, split, question }: BankQuestion): QuestionPlace {
  return { id, source, split, excerpt: plainLine(question, EXCERPT) };
}

/** Whether a test question stands in the bank too: whatever is measured on it then proves nothing. */
export function isOverlap({ first, second }: DuplicatePair): boolean {
  return first.split !== second.split;
}

/** The pairs that matter most, and a count of all, in bounded memory. */
export class PairList {
  overlapping = 0;
  exact = 0;
  near = 0;
  private kept: DuplicatePair[] = [];

  add(pair: DuplicatePair): void {
    if (isOverlap(pair)) this.overlapping += 1;
    if (pair.exact) this.exact += 1;
    else this.near += 1;
    this.kept.push(pair);
    if (this.kept.length > 10 * MOST_PAIRS) this.kept = this.pairs;
  }

  get pairs(): DuplicatePair[] {
    return this.kept.toSorted(byWeight).slice(0, MOST_PAIRS);
  }
}

function byWeight(a: DuplicatePair, b: DuplicatePair): number {
  return (
    Number(isOverlap(b)) - Number(isOverlap(a)) ||
    Number(b.exact) - Number(a.exact) ||
    b.similarity - a.similarity ||
    (a.first.id + a.second.id < b.first.id + b.second.id ? -1 : 1)
  );
}
