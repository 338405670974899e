import type { Embedding } from "../embedding.ts";
import { learnedOutcome } from "../learned-outcome.ts";
import type { BankEntry } from "../packed-bank/index.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import type { Agreement } from "./agreement.ts";
import { nothing, type NothingLearned } from "./teaching.ts";

/** What the bank learns from one choice. */
export interface Lesson {
  readonly kind: "lesson";
  readonly questionId: string;
  /** Outcomes that were unknown before, by model: 1 right, 0 wrong, `UNDECIDED` where nobody can tell. */
  readonly capability: Readonly<Record<string, Outcome>>;
  /** Whether the check of the bank judged, and whether the chosen reply passes it; null where replies were compared. */
  readonly check: Agreement["check"];
  /** What writes them. */
  readonly changes: readonly GrowthChange[];
}

/** How a question looks that the bank does not have yet. */
export interface NewQuestion {
  readonly id: string;
  readonly domain: string | undefined;
  readonly embedding: Embedding;
}

/** How the bank has a question, or would have it. */
interface BankPlace {
  /** The bank's question of the same text, whatever its source; null when there is none. */
  readonly twin: BankQuestion | null;
  /** For a question without twin. */
  readonly fresh: NewQuestion;
}

/** What is known of a model on a question. */
export type Outcome = BankQuestion["capability"][string];

/** How a bank grows by one run, or shrinks again when that is undone. */
export type GrowthChange =
  /** A question that the bank does not have yet. */
  | { readonly kind: "add"; readonly entry: BankEntry }
  /** Outcomes of a question that it has; null forgets what was known. */
  | { readonly kind: "outcomes"; readonly id: string; readonly capability: Readonly<Record<string, Outcome | null>> }
  /** Takes a question out again. */
  | { readonly kind: "remove"; readonly id: string };

/**
 * Every model whose reply was there gets an outcome: right, wrong or undecided, with the weight of its evidence. Whatever
 * is known already stays: a check or an import is the stronger evidence, and an earlier choice counts as much. A question
 * of the test split is never learned, so that no benchmark sees its own answers (A.1).
 *
 * @param question its text
 * @param at when, ISO 8601
 */
export function lessonOf(
  question: string,
  agreement: Agreement,
  { twin, fresh }: BankPlace,
  at: string,
): Lesson | NothingLearned {
  const { values, weight, checker, check, none } = agreement;
  if (twin?.split === "test") return nothing(`This is question ${twin.id} of the test split, which is never learned.`);
  const isDecided = (value: number): boolean => learnedOutcome(value, check !== null) !== "undecided";
  if (![...values.values()].some(isDecided)) return nothing(none);
  const unknown = [...values].filter(([model]) => !Object.hasOwn(twin?.capability ?? {}, model));
  if (unknown.length === 0)
    return nothing(`The question bank already knows how ${[...values.keys()].join(", ")} did on this question.`);
  const capability = Object.fromEntries(
    unknown.map(([model, value]): [string, Outcome] => [model, { value, weight, evidence: "choice", checker, at }]),
  );
  if (twin !== null) {
    const change: GrowthChange = { kind: "outcomes", id: twin.id, capability };
    return { kind: "lesson", questionId: twin.id, capability, check, changes: [change] };
  }
  const added: BankQuestion = {
    id: fresh.id,
    source: "own",
    split: "bank",
    ...(fresh.domain === undefined ? {} : { domain: fresh.domain }),
    question,
    task: { kind: "open" },
    capability,
  };
  const change: GrowthChange = { kind: "add", entry: { question: added, vector: fresh.embedding.vector } };
  return { kind: "lesson", questionId: fresh.id, capability, check, changes: [change] };
}

/**
 * What takes a lesson back. Only what is still as the lesson wrote it is forgotten; a question that the lesson brought goes
 * too, unless somebody has learned more about it since.
 *
 * @param now the question as the bank has it now; null when it is gone
 */
export function undoOf({ questionId: id, capability, changes }: Lesson, now: BankQuestion | null): GrowthChange[] {
  if (now === null) return [];
  const stillOurs = Object.entries(now.capability).filter(([model, known]) => isSame(capability[model], known));
  const broughtIt = changes.some(({ kind }) => kind === "add");
  if (broughtIt && stillOurs.length === Object.keys(now.capability).length) return [{ kind: "remove", id }];
  if (stillOurs.length === 0) return [];
  return [{ kind: "outcomes", id, capability: Object.fromEntries(stillOurs.map(([model]) => [model, null])) }];
}

function isSame(written: Outcome | undefined, known: Outcome): boolean {
  return (
    written !== undefined &&
    known.evidence === written.evidence &&
    known.at === written.at &&
    known.value === written.value &&
    known.weight === written.weight
  );
}
