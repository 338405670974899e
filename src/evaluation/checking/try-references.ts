import pLimit from "p-limit";
import type { FileImport } from "../../bank/filling/index.ts";
import { fileRows } from "../../import-rows/index.ts";
import { stampOf } from "../../row-files/index.ts";
import { messageOf } from "../../core/errors.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import { builtChecking, type CheckingFolders, openChecking } from "./checking.ts";

/** Reference solutions that an import tries, evenly drawn: all of a large file take longer than the import itself. */
const MOST_TRIED = 12;
/** Milliseconds after which no more are tried. */
const LONGEST_MS = 60_000;
/** Tasks that a note names. */
const NAMED = 3;
/** Characters of an id, and of what was found. */
const LONGEST_ID = 80;
const LONGEST_REASON = 200;

/** A coding question with what its own author holds for right. */
type Solved = BankQuestion & { readonly task: { readonly kind: "code-tests"; readonly reference: string } };

/** What is tried, and who is told. */
interface Trial {
  readonly onTried: (done: number, all: number) => void;
  /** Ends it; what was found until then is said. */
  readonly signal: AbortSignal;
  readonly folders: CheckingFolders;
}

/**
 * Tries reference solutions of an imported file's coding questions, as an evaluation tries a model's reply. Returns
 * sentences on those that do not pass here. Never rejects: the file is imported whatever comes of this.
 */
export async function notesOnReferences(
  { file, format, options }: Pick<FileImport, "file" | "format" | "options">,
  { onTried, signal, folders }: Trial,
): Promise<string[]> {
  const checking = openChecking(builtChecking(folders));
  const limited = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  try {
    const { questions, of } = await drawn(fileRows(await stampOf(file), format, options, { signal }));
    const limit = pLimit(checking.means.checks);
    const failing: string[] = [];
    const broken: string[] = [];
    let done = 0;
    const trials = questions.map((question) =>
      limit(async () => {
        const { task, id } = question;
        // Fails at once: before any reply the check tries the reference.
        const reply = `\`\`\`${task.language}\n0\n\`\`\``;
        const verdict = await checking.means.check(question, reply, limited);
        if (verdict.kind === "failed") {
          const reason = plainLine(verdict.detail, LONGEST_REASON);
          if (verdict.isLasting === true) failing.push(`${plainLine(id, LONGEST_ID)} (${reason})`);
          else broken.push(reason);
        }
        done += 1;
        onTried(done, questions.length);
      }),
    );
    await Promise.allSettled(trials);
    const all = questions.length;
    const stopped = `The trial of reference solutions was stopped after ${done} of ${all}.`;
    return [...noteOn(failing, done, of), ...noteOnBroken(broken), ...(done < all ? [stopped] : [])];
  } catch (error) {
    return signal.aborted
      ? ["The reference solutions of the file were not tried."]
      : [`The reference solutions of the file were not tried: ${messageOf(error)}`];
  } finally {
    await checking.close();
  }
}

/** Up to MOST_TRIED solved questions, evenly drawn from all that there are. */
async function drawn(rows: ReturnType<typeof fileRows>): Promise<{ questions: readonly Solved[]; of: number }> {
  let questions: Solved[] = [];
  let step = 1;
  let of = 0;
  for await (const row of rows) {
    if (row.kind !== "question" || !isSolved(row.question)) continue;
    if (of % step === 0) questions.push(row.question);
    of += 1;
    if (questions.length <= MOST_TRIED) continue;
    questions = questions.filter((_, index) => index % 2 === 0);
    step *= 2;
  }
  return { questions, of };
}

function isSolved(question: BankQuestion): question is Solved {
  return question.task.kind === "code-tests" && question.task.reference !== undefined;
}

function noteOn(failing: readonly string[], done: number, of: number): string[] {
  if (failing.length === 0) return [];
  const tried = done === of ? `${of}` : `${done} that were tried, of ${of},`;
  const more = failing.length > NAMED ? ` and ${failing.length - NAMED} more` : "";
  return [
    `${failing.length} of the ${tried} reference solutions do not pass in the sandbox: ${failing.slice(0, NAMED).join(", ")}${more}. Such tasks judge nobody: an evaluation counts no reply to them and says which they are.`,
  ];
}

/** @param reasons of trials that say nothing about their tasks: the sandbox did not start, for one */
function noteOnBroken(reasons: readonly string[]): string[] {
  if (reasons.length === 0) return [];
  const count = reasons.length === 1 ? "1 reference solution" : `${reasons.length} reference solutions`;
  return [`${count} could not be tried: ${reasons[0]}`];
}
