import type { BankQuestion } from "../../core/question-bank/index.ts";
import { plainLine } from "../../core/plain-line.ts";

/** A question in a list of duplicates. */
export interface QuestionPlace {
  readonly id: string;
  readonly source: string;
  readonly split: BankQuestion["split"];
  /** The beginning of its text, on one line. */
  readonly excerpt: string;
}

/** Two questions that appear to be the same. */
export interface DuplicatePair {
  readonly first: QuestionPlace;
  readonly second: QuestionPlace;
  /** Whether the texts and the options, if any, are the same. */
  readonly exact: boolean;
  /** Cosine; 1 for exact duplicates. */
  readonly similarity: number;
}

/** Pairs that appear to be the same question, and how they were searched for. */
export interface Duplicates {
  /** Ordered: test questions that are in the bank split too, then exact duplicates, then the most similar ones. */
  readonly pairs: readonly DuplicatePair[];
  /** How many pairs were found; `pairs` may hold fewer. */
  readonly overlapping: number;
  readonly exact: number;
  readonly near: number;
  /** Minimum cosine similarity of near-duplicate questions. */
  readonly threshold: number;
  /** How many questions were compared with all others; fewer than `questions` when only a sample was compared. */
  readonly compared: number;
  /** Questions of both splits. */
  readonly questions: number;
}

const MOST_PAIRS = 200;
const EXCERPT = 160;

/** Returns a question as a list shows it. */
export function placeOf({ id, source, split, question }: BankQuestion): QuestionPlace {
  return { id, source, split, excerpt: plainLine(question, EXCERPT) };
}

/** Returns whether a test question is in the bank split too: measurements on it then prove nothing. */
export function isOverlap({ first, second }: DuplicatePair): boolean {
  return first.split !== second.split;
}

/** Keeps the most important pairs and counts all pairs, in bounded memory. */
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
