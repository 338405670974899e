import type { CodeSandbox } from "../code-runner.ts";
import { givenText, ownExamples, replyRunner } from "../examples/index.ts";
import { type CheckedReply, type EventOf, type ReplyPlace, type RunRecord, standingReply } from "../record/index.ts";
import { NO_CODE } from "./example-checks.ts";

/** Maximum number of the reader's own examples in one record. */
const MOST_OWN = 50;

/**
 * Runs the code of an ended run's answers on examples of the reader's own: of the answer in use and of every candidate.
 * Resolves with the event that adds the outcomes to the record; they decide nothing.
 *
 * @param text a call with its result, an assertion, or tests
 * @throws Error in a sentence when the text holds no example, no answer holds code for it, or no code can be run here
 */
export async function checkOwnExamples(
  record: RunRecord,
  text: string,
  sandbox: CodeSandbox,
  signal: AbortSignal,
): Promise<EventOf<"own-examples">> {
  const found = ownExamples(text, record.asked);
  const examples = found.examples.map((one) => ({ given: givenText(one), expected: one.expected }));
  const isKnown = (one: (typeof examples)[number]): boolean =>
    record.ownExamples.some(({ given, expected }) => given === one.given && expected === one.expected);
  const added = examples.filter((one) => !isKnown(one)).length;
  if (added > 0 && record.ownExamples.length + added > MOST_OWN)
    throw new Error(`A question can have up to ${MOST_OWN} examples of your own.`);
  const run = replyRunner(found, sandbox, signal);
  const checks = await Promise.all(
    repliesOf(record).map(async ({ of, reply }) => {
      const outcomes = (await run(reply)) ?? [];
      return {
        of,
        outcomes: outcomes.map(({ example, ...outcome }) => ({ example: found.examples.indexOf(example), ...outcome })),
      };
    }),
  );
  signal.throwIfAborted();
  const able = checks.filter(({ outcomes }) => outcomes.length > 0);
  if (able.length === 0) throw new Error(NO_CODE);
  const left = found.unrun.reduce((sum, { count }) => sum + count, 0);
  return { type: "own-examples", examples, ...(left > 0 && { left }), checks: able };
}

/** Returns the answer in use and the candidates, as far as they have text. */
function repliesOf(record: RunRecord): { readonly of: ReplyPlace; readonly reply: string }[] {
  const standing = standingReply(record);
  const candidates = record.candidates.map(({ subset, text }) => ({ of: { draw: subset }, reply: text }));
  const single =
    standing === null || "draw" in standing.place ? [] : [{ of: standing.place, reply: standing.reply.text }];
  return [...single, ...candidates].filter(({ reply }) => reply.trim() !== "");
}

/** Returns how the answer in use did on the reader's examples; null when its code was not run. */
export function ownOutcomes(record: RunRecord, { checks }: EventOf<"own-examples">): CheckedReply["outcomes"] | null {
  const place = JSON.stringify(standingReply(record)?.place);
  return checks.find(({ of }) => JSON.stringify(of) === place)?.outcomes ?? null;
}
