import type { Embedding } from "../embedding.ts";
import type { BankQuestion } from "../question-bank/bank-question.ts";
import type { Agreement } from "./agreement.ts";
import type { GrowthChange, Outcome } from "./growth-change.ts";
import { nothing, type NothingLearned } from "./teaching.ts";

/** What the bank learns from one choice. */
export interface Lesson {
  readonly kind: "lesson";
  readonly questionId: string;
  /** Outcomes that were unknown before, by model. */
  readonly capability: Readonly<Record<string, Outcome>>;
  /** What writes them. */
  readonly changes: readonly GrowthChange[];
}

/** How a question looks that the bank does not have yet. */
export interface NewQuestion {
  readonly id: string;
  readonly domain: string | undefined;
  readonly embedding: Embedding;
}

/** A choice is weak evidence: whoever chose may be wrong, and so may the likeness of the texts. */
const CHOICE_WEIGHT = 0.25;

/**
 * The models whose references agree with the chosen reply count as right, at weight 0.25; the others stay unknown, not
 * wrong. Whatever is known already stays: a check or an import is the stronger evidence, and an earlier choice says the
 * same. A question of the test split is never learned, so that no benchmark sees its own answers (A.1).
 *
 * @param question its text
 * @param twin the bank's question of the same text, whatever its source; null when there is none
 * @param fresh for a question without twin
 * @param at when, ISO 8601
 */
export function lessonOf(
  question: string,
  { models, checker, none }: Agreement,
  twin: BankQuestion | null,
  fresh: NewQuestion,
  at: string,
): Lesson | NothingLearned {
  if (twin?.split === "test") return nothing(`This is question ${twin.id} of the test split, which is never learned.`);
  if (models.length === 0) return nothing(none);
  const unknown = models.filter((model) => !Object.hasOwn(twin?.capability ?? {}, model));
  if (unknown.length === 0)
    return nothing(`The question bank already knows how ${models.join(", ")} did on this question.`);
  const outcome: Outcome = { value: 1, weight: CHOICE_WEIGHT, evidence: "choice", checker, at };
  const capability = Object.fromEntries(unknown.map((model) => [model, outcome]));
  if (twin !== null) {
    return lesson(twin.id, capability, { kind: "outcomes", id: twin.id, capability });
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
  return lesson(fresh.id, capability, { kind: "add", entry: { question: added, vector: fresh.embedding.vector } });
}

const lesson = (questionId: string, capability: Lesson["capability"], change: GrowthChange): Lesson => {
  return { kind: "lesson", questionId, capability, changes: [change] };
};

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
