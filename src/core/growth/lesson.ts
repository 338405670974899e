import type { Embedding } from "../embedding.ts";
import { learnedOutcome } from "../learned-outcome.ts";
import type { BankEntry } from "../packed-bank/index.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import type { Agreement } from "./agreement.ts";
import { nothing, type NothingLearned } from "./teaching.ts";

/** The outcomes that the bank learns from one choice. */
export interface Lesson {
  readonly kind: "lesson";
  readonly questionId: string;
  /** Outcomes that were unknown before, by model: 1 right, 0 wrong, or `UNDECIDED`. */
  readonly capability: Readonly<Record<string, Outcome>>;
  /** When the bank's check judged: whether the chosen reply passes it. Null when replies were compared. */
  readonly check: Agreement["check"];
  /** The changes that write the outcomes. */
  readonly changes: readonly GrowthChange[];
}

/** The parts of a question that the bank does not have yet. */
interface NewQuestion {
  readonly id: string;
  readonly domain: string | undefined;
  /** How replies to it are checked. */
  readonly task: BankQuestion["task"];
  readonly embedding: Embedding;
}

/** A question's place in the bank, existing or new. */
interface BankPlace {
  /** The bank's question with the same text, whatever its source; null when there is none. */
  readonly twin: BankQuestion | null;
  /** For a question without a twin. */
  readonly fresh: NewQuestion;
}

/** A model's outcome on a question. */
export type Outcome = BankQuestion["capability"][string];

/** A change by which a bank learns from a run, or by which that is undone. */
export type GrowthChange =
  /** Adds a question that the bank does not have yet. */
  | { readonly kind: "add"; readonly entry: BankEntry }
  /** Sets outcomes of a question of the bank; null forgets an outcome. */
  | { readonly kind: "outcomes"; readonly id: string; readonly capability: Readonly<Record<string, Outcome | null>> }
  /** Removes a question. */
  | { readonly kind: "remove"; readonly id: string };

/**
 * Returns what the bank learns from a choice. Every model with a reply gets an outcome: right, wrong or undecided, with
 * the weight of its evidence. Known outcomes stay: a check or an import is the stronger evidence, and an earlier choice
 * counts as much. A question of the test split is never learned, so that no benchmark sees its own answers (A.1).
 *
 * @param question the text of the question
 * @param at time, ISO 8601
 */
export function lessonOf(
  question: string,
  agreement: Agreement,
  { twin, fresh }: BankPlace,
  at: string,
): Lesson | NothingLearned {
  const { values, weight, evidence, checker, check, none } = agreement;
  if (twin?.split === "test") return nothing(`This is question ${twin.id} of the test split, which is never learned.`);
  const isDecided = (value: number): boolean => learnedOutcome(value, check !== null) !== "undecided";
  if (![...values.values()].some(isDecided)) return nothing(none);
  const unknown = [...values].filter(([model]) => !Object.hasOwn(twin?.capability ?? {}, model));
  if (unknown.length === 0)
    return nothing(`The question bank already knows how ${[...values.keys()].join(", ")} did on this question.`);
  const capability = Object.fromEntries(
    unknown.map(([model, value]): [string, Outcome] => [model, { value, weight, evidence, checker, at }]),
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
    task: fresh.task,
    capability,
  };
  const change: GrowthChange = { kind: "add", entry: { question: added, vector: fresh.embedding.vector } };
  return { kind: "lesson", questionId: fresh.id, capability, check, changes: [change] };
}

/**
 * Returns the changes that undo a lesson. Only outcomes that are still as the lesson wrote them are forgotten. A
 * question that the lesson added is removed too, unless more has been learned about it since.
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
