import pLimit from "p-limit";
import type { FileImport } from "../../bank/filling/index.ts";
import { fileRows } from "../../import-rows/index.ts";
import { stampOf } from "../../row-files/index.ts";
import { messageOf } from "../../core/errors.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import { builtChecking, type CheckingFolders, openChecking } from "./checking.ts";

/**
 * Number of reference solutions that an import tries, evenly drawn: all of a large file would take longer than the
 * import.
 */
const MOST_TRIED = 12;
/** Milliseconds after which no further solutions are tried. */
const LONGEST_MS = 60_000;
/** How many tasks a note names. */
const NAMED = 3;
/** Longest id, and longest reason, in characters. */
const LONGEST_ID = 80;
const LONGEST_REASON = 200;

/** A coding question with the solution that its author considers right. */
type Solved = BankQuestion & { readonly task: { readonly kind: "code-tests"; readonly reference: string } };

/** How solutions are tried. */
interface Trial {
  readonly onTried: (done: number, all: number) => void;
  /** Cancels the trial; what was found so far is reported. */
  readonly signal: AbortSignal;
  readonly folders: CheckingFolders;
}

/**
 * Tries reference solutions of an imported file's coding questions in the same way as an evaluation tries a model's
 * reply. Returns sentences about solutions that do not pass here. Never rejects, because the file is imported in any
 * case.
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
        // This reply fails at once, but the check tries the reference before any reply.
        const reply = `\`\`\`${task.language}\n0\n\`\`\``;
        const verdict = await checking.means.check(question, reply, limited);
        if (verdict.kind === "failed") {
          const which = `${plainLine(id, LONGEST_ID)} (${plainLine(verdict.detail, LONGEST_REASON)})`;
          (verdict.isLasting === true ? failing : broken).push(which);
        }
        done += 1;
        onTried(done, questions.length);
      }),
    );
    await Promise.allSettled(trials);
    const all = questions.length;
    const stopped = `The trial of reference solutions was stopped after ${done} of ${all}.`;
    return [
      ...noteOn(failing, done, of),
      ...noteOnBroken(broken),
      ...checking.warnings(),
      ...(done < all ? [stopped] : []),
    ];
  } catch (error) {
    return signal.aborted
      ? ["The reference solutions of the file were not tried."]
      : [`The reference solutions of the file were not tried: ${messageOf(error)}`];
  } finally {
    await checking.close();
  }
}

/** Returns up to MOST_TRIED solved questions, evenly drawn from all questions. */
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
  return [
    `${failing.length} of the ${tried} reference solutions do not pass in the sandbox: ${listed(failing)}. Such tasks judge nobody: an evaluation counts no reply to them and says which they are.`,
  ];
}

/** @param broken trials that may end otherwise the next time, because time or this machine was short */
function noteOnBroken(broken: readonly string[]): string[] {
  if (broken.length === 0) return [];
  const count = broken.length === 1 ? "1 reference solution" : `${broken.length} reference solutions`;
  return [`${count} could not be tried to the end: ${listed(broken)}. While that is so, such tasks judge nobody.`];
}

function listed(named: readonly string[]): string {
  const more = named.length > NAMED ? ` and ${named.length - NAMED} more` : "";
  return named.slice(0, NAMED).join(", ") + more;
}
