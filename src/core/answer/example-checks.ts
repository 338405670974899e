import type { CodeSandbox } from "../code-runner.ts";
import { messageOf } from "../errors.ts";
import { examplesFor, givenText, type QuestionExamples, replyRunner, type UnrunChecks } from "../examples/index.ts";
import {
  type CheckedReply,
  type Emit,
  type EventOf,
  type QuestionExample,
  type ReferencePlace,
  type ReplyPlace,
  type RunRecord,
  shareOfExamples,
} from "../record/index.ts";
import type { Candidate } from "../systems/index.ts";
import type { Run } from "./run.ts";

/** What checks need besides the question. */
interface Checking {
  readonly sandbox: CodeSandbox;
  readonly emit: Emit;
  /** Aborts at the deadline, and when the run is over. */
  readonly signal: AbortSignal;
}

/**
 * Runs the code of replies on the examples of the question, each reply as soon as it is complete. Not the paper's; a
 * check that fails by itself never fails the run.
 */
export class ExampleChecks {
  /** The examples, for readers. */
  readonly examples: readonly QuestionExample[];
  private readonly found: QuestionExamples;
  private readonly sandbox: CodeSandbox;
  private readonly emit: Emit;
  private readonly signal: AbortSignal;
  private readonly runReply: ReturnType<typeof replyRunner>;
  private readonly checks = new Map<string, Promise<CheckedReply>>();
  private hasWarned = false;

  constructor(found: QuestionExamples, { sandbox, emit, signal }: Checking) {
    this.found = found;
    this.examples = toldExamples(found);
    this.sandbox = sandbox;
    this.runReply = replyRunner(found, sandbox, signal);
    this.emit = emit;
    this.signal = signal;
  }

  /** Emits the examples, and has interpreters ready for the replies. Call it before the first reply is expected. */
  announce(): void {
    const { examples } = this.found;
    this.sandbox.warm?.(examples.find(({ language }) => language !== null)?.language ?? "python");
    this.emit({ type: "examples-found", ...told(this.found) });
  }

  /** Returns an `emit` that also begins the check of every reply that is complete. */
  listening(emit: Emit): Emit {
    return (event) => {
      emit(event);
      if (event.type === "candidate-end" && event.status === "finished") this.begin({ draw: event.draw }, event.text);
      // A reference is told of only when it is needed: the record must not depend on which check ended first.
      else if (event.type === "reference-end" && event.status === "finished")
        void this.check(placeOf(event), event.text);
    };
  }

  /** Begins the check of a candidate, and emits its outcome as soon as it is known. */
  begin(of: ReplyPlace, text: string): void {
    void this.check(of, text).then((checked) => {
      this.tell(of, checked);
    });
  }

  /** Resolves with how the code of a reply did; null when its check was not begun. */
  async outcomeOf(of: ReplyPlace): Promise<CheckedReply | null> {
    return (await this.checks.get(JSON.stringify(of))) ?? null;
  }

  /** Resolves with the share of the examples that a reply passes; null when its code was not run. */
  async shareOf(of: ReplyPlace): Promise<number | null> {
    return shareOfExamples({ checked: await this.outcomeOf(of) });
  }

  /** Emits how references did, in their order. Resolves with the share of each; null where its code was not run. */
  async ofReferences(places: readonly ReferencePlace[]): Promise<(number | null)[]> {
    const checked = await Promise.all(places.map((place) => this.outcomeOf(place)));
    for (const [at, place] of places.entries()) if (checked[at] != null) this.tell(place, checked[at]);
    return checked.map((one) => shareOfExamples({ checked: one }));
  }

  private check(of: ReplyPlace, text: string): Promise<CheckedReply> {
    const check = this.run(text);
    this.checks.set(JSON.stringify(of), check);
    return check;
  }

  private tell(of: ReplyPlace, checked: CheckedReply): void {
    if (!this.signal.aborted) this.emit({ type: "reply-checked", of, ...checked });
  }

  private async run(text: string): Promise<CheckedReply> {
    try {
      const outcomes = await this.runReply(text);
      if (outcomes === null) return { outcomes: [], problem: NO_CODE };
      const { examples } = this.found;
      return {
        outcomes: outcomes.map(({ example, ...outcome }) => ({ example: examples.indexOf(example), ...outcome })),
        problem: null,
      };
    } catch (error) {
      const reason = messageOf(error);
      this.warn(reason);
      return { outcomes: [], problem: reason };
    }
  }

  /** Says once that code cannot be run; the same reason holds for all replies. */
  private warn(reason: string): void {
    if (this.hasWarned || this.signal.aborted) return;
    this.hasWarned = true;
    this.emit({ type: "warning", message: `The examples of the question were not run. ${reason}` });
  }
}

/** Why a reply was not run. */
export const NO_CODE = "The answer holds no code for them in Python, JavaScript or TypeScript.";

const PAPERS_WAY = "The tests were not run: this question goes the paper's way (smcs.posterior).";
const NO_SANDBOX = "The tests were not run: no code can be run here.";

/** The examples on which a run checks the code of replies. */
interface ExamplesOfRun {
  /** Null when no code is run. */
  readonly found: QuestionExamples | null;
  /** Why tests that go with the question are not run, in sentences. */
  readonly warnings: readonly string[];
}

/** Returns the examples on which a run checks the code of replies: none on the paper's way, or without a sandbox. */
function examplesOfRun(
  { parameters, question }: Pick<Run, "parameters" | "question">,
  sandbox: CodeSandbox | undefined,
): ExamplesOfRun {
  const { tests = [] } = question;
  if (sandbox === undefined) return { found: null, warnings: tests.length > 0 ? [NO_SANDBOX] : [] };
  if (parameters.posterior !== "checked") return { found: null, warnings: tests.length > 0 ? [PAPERS_WAY] : [] };
  const found = examplesFor(question);
  if (found.examples.length > 0) return { found, warnings: [] };
  const nothing = ({ from }: UnrunChecks): string =>
    `${from} has no check that can be run on the code of an answer alone.`;
  return { found: null, warnings: found.unrun.map(nothing) };
}

/** Returns the examples on which the code of replies is run, for readers; none when no code is run. */
export function examplesToRun(
  run: Pick<Run, "parameters" | "question">,
  sandbox: CodeSandbox | undefined,
): readonly QuestionExample[] {
  return plannedExamples(run, sandbox).examples?.examples ?? [];
}

/** What a reader is told of a question's examples before any reply is there. */
export type ToldExamples = Omit<EventOf<"examples-found">, "type">;

/** Returns the examples that a run would run code on, null for none, and why tests of the question are not run. */
export function plannedExamples(
  run: Pick<Run, "parameters" | "question">,
  sandbox: CodeSandbox | undefined,
): { readonly examples: ToldExamples | null; readonly warnings: readonly string[] } {
  const { found, warnings } = examplesOfRun(run, sandbox);
  return { examples: found === null ? null : told(found), warnings };
}

/** Returns the examples of a recorded run; null for none. */
export function recordedExamples({ examples }: Pick<RunRecord, "examples">): ToldExamples | null {
  return examples.length === 0 ? null : { examples };
}

function told(found: QuestionExamples): ToldExamples {
  return { examples: toldExamples(found), ...(found.unrun.length > 0 && { unrun: found.unrun }) };
}

function toldExamples({ examples }: QuestionExamples): QuestionExample[] {
  return examples.map((one) => ({
    given: givenText(one),
    expected: one.expected,
    ...(one.from !== undefined && { from: one.from }),
  }));
}

/**
 * Returns the checks of a run; null when the run goes the paper's way, the question has no examples, or code cannot be
 * run here.
 *
 * @param signal aborts at the deadline, and when the run is over
 */
export function exampleChecks(
  run: Pick<Run, "parameters" | "question">,
  sandbox: CodeSandbox | undefined,
  emit: Emit,
  signal: AbortSignal,
): ExampleChecks | null {
  const { found, warnings } = examplesOfRun(run, sandbox);
  for (const message of warnings) emit({ type: "warning", message });
  return found === null || sandbox === undefined ? null : new ExampleChecks(found, { sandbox, emit, signal });
}

/** Returns candidates with the share of the examples that the code of each passes. */
export function withShares(candidates: readonly Candidate[], checks: ExampleChecks | null): Promise<Candidate[]> {
  return Promise.all(
    candidates.map(async (candidate) => {
      const passed = (await checks?.shareOf({ draw: candidate.draw })) ?? candidate.passed ?? null;
      return { ...candidate, passed };
    }),
  );
}

/**
 * Returns the index of the best reference whose code passes every example, when no candidate's does; null otherwise.
 *
 * @param shares of the examples that each reference passes, best model first; null where it is not known
 */
export function onlyPassing(
  candidates: readonly Pick<Candidate, "passed">[],
  shares: readonly (number | null)[],
): number | null {
  if (candidates.some(({ passed }) => passed === 1)) return null;
  const first = shares.indexOf(1);
  return first < 0 ? null : first;
}

function placeOf({ model, sample }: EventOf<"reference-end">): ReferencePlace {
  return { model, ...(sample === undefined ? {} : { sample }) };
}
