import { createHash } from "node:crypto";
import { BankError } from "../../core/errors.ts";
import {
  type Agreement,
  agreementByCheck,
  agreementByExamples,
  agreementOfReplies,
  alikeness,
  type CheckReply,
  domainOfSupport,
  type Lesson,
  lessonOf,
  type Likeness,
  type NothingLearned,
  type Teaching,
  teachingOf,
  undoOf,
} from "../../core/growth/index.ts";
import type { Embedding } from "../../core/embedding.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { type BankQuestion, comparableText, taskBeyondLimits } from "../../core/question-bank/index.ts";
import type { Calibrations } from "../../core/similarity-thresholds.ts";
import type { RunRecord } from "../../core/record/index.ts";
import { bankEntries, type BankState, changeBank, readSteadily } from "../store/index.ts";

/** What learning needs. */
export interface LearningMeans {
  readonly embedding: EmbeddingModel;
  readonly calibrations?: Calibrations;
  /**
   * Checks replies to questions that have a check in the bank, and compares formulas that replies declare as answers.
   */
  readonly check: CheckReply;
  readonly signal?: AbortSignal;
}

/**
 * Stores in the bank what a finished run teaches about its models (A.6). Resolves once that is safely on disk.
 *
 * @param at when, ISO 8601
 * @returns the lesson, which `undoLesson` can take back; or why nothing was learned
 * @throws BankError when the bank cannot be read or written, or is embedded in another space
 */
export async function learnChoice(
  bankFolder: string,
  record: RunRecord,
  at: string,
  { embedding, calibrations, check, signal }: LearningMeans,
): Promise<Lesson | NothingLearned> {
  const teaching = teachingOf(record);
  if (teaching.kind === "nothing") return teaching;
  const { question } = teaching;
  const [vector, likeness] = await embedded(teaching, { embedding, calibrations }, signal);
  // If the bank changes between reading and writing, both are repeated, so that a better outcome is not overwritten.
  return readSteadily(bankFolder, async (state) => {
    if (state === null) throw new BankError(`There is no question bank in ${bankFolder}.`);
    refuseOtherSpace(state.manifest.space, embedding.space);
    const { twin, domains } = await whatIsKnown(state, question, record);
    const domain = record.selection === null ? undefined : domainOfSupport(record.selection, domains);
    const agreement =
      twin !== null && canCheck(twin)
        ? await agreementByCheck(teaching, twin, check)
        : ((await byExamples(teaching, check)) ?? (await agreementOfReplies(teaching, likeness, check)));
    if ("kind" in agreement) return agreement;
    const task = (agreement.evidence === "samples" ? checkToKeep(teaching) : null) ?? { kind: "open" as const };
    const fresh = { id: ownId(question), domain, task, embedding: vector };
    const lesson = lessonOf(question, agreement, { twin, fresh }, at);
    signal?.throwIfAborted();
    if (lesson.kind === "lesson") await changeBank(bankFolder, embedding.space, lesson.changes, state.version);
    return lesson;
  });
}

/**
 * Takes a lesson back, but nothing that was learned after it.
 *
 * @returns whether there was anything left to take back
 * @throws BankError when the bank cannot be read or written
 */
export async function undoLesson(bankFolder: string, lesson: Lesson): Promise<boolean> {
  return readSteadily(bankFolder, async (state) => {
    if (state === null) return false;
    const changes = undoOf(lesson, await questionOf(state, lesson.questionId));
    if (changes.length > 0) await changeBank(bankFolder, state.manifest.space, changes, state.version);
    return changes.length > 0;
  });
}

function refuseOtherSpace(space: string, own: string): void {
  if (space === "" || space === own) return;
  throw new BankError(
    `The question bank is embedded in ${space}, this question in ${own}: nothing was added. ` +
      'SMCS: Embed Question Bank Again, or "smcs bank embed", embeds the whole bank anew.',
  );
}

/** Returns the question's embedding, and which references are similar to the chosen reply. */
async function embedded(
  teaching: Teaching,
  { embedding, calibrations }: { embedding: EmbeddingModel; calibrations: Calibrations | undefined },
  signal: AbortSignal | undefined,
): Promise<[Embedding, Likeness]> {
  const { question, chosen, references } = teaching;
  const texts = [question, chosen.text, ...references.map(({ text }) => text)];
  const [ofQuestion, ofChosen, ...ofReferences] = await embedding.embed(texts, "document", signal);
  if (ofQuestion === undefined || ofChosen === undefined || ofReferences.length < references.length) {
    throw new BankError("The embedder returned fewer vectors than texts: nothing was added to the question bank.");
  }
  return [ofQuestion, alikeness(ofChosen, ofReferences, calibrations)];
}

/** Returns the bank's version of the question, test questions included, and the domains of the run's support. */
async function whatIsKnown(
  state: BankState,
  text: string,
  { selection }: RunRecord,
): Promise<{ twin: BankQuestion | null; domains: ReadonlyMap<string, string> }> {
  const wanted = comparableText(text);
  const support = new Set(selection?.support.map(({ id }) => id));
  const domains = new Map<string, string>();
  let twin: BankQuestion | null = null;
  for await (const { question } of bankEntries(state)) {
    if (support.has(question.id) && question.domain !== undefined) domains.set(question.id, question.domain);
    // A test question takes precedence over the same question of the bank split: it must not be missed.
    if ((twin === null || question.split === "test") && comparableText(question.question) === wanted) twin = question;
  }
  return { twin, domains };
}

async function questionOf(state: BankState, id: string): Promise<BankQuestion | null> {
  for await (const { question } of bankEntries(state)) if (question.id === id) return question;
  return null;
}

/** Judges the replies by the examples of the question; null when there are none, or when no reply passes them all. */
async function byExamples(teaching: Teaching, check: CheckReply): Promise<Agreement | null> {
  const { task, question } = teaching;
  if (task === null) return null;
  const asQuestion: BankQuestion = {
    id: ownId(question),
    source: "own",
    split: "bank",
    question,
    task,
    capability: {},
  };
  const agreement = await agreementByExamples(teaching, asQuestion, check);
  return "kind" in agreement ? null : agreement;
}

/**
 * Returns the check that goes with an added question; null when its text alone does not say what is asked, because
 * attachments, test files or earlier turns do, or when the check is too large.
 */
function checkToKeep({ task, asked }: Teaching): Teaching["task"] {
  const isWhole = [asked.context, asked.conversation, asked.tests ?? []].every(({ length }) => length === 0);
  return task !== null && isWhole && taskBeyondLimits(task) === undefined ? task : null;
}

function canCheck({ task, split }: BankQuestion): boolean {
  return task.kind !== "open" && split === "bank";
}

/** Returns the id of the user's own question: equal questions have equal ids. */
function ownId(question: string): string {
  return `own/${createHash("sha256").update(comparableText(question)).digest("hex").slice(0, 32)}`;
}
