import path from "node:path";
import { sharedSandbox } from "../assembly/index.ts";
import { checkingFolders, withSources } from "../command-line/index.ts";
import { checkOwnExamples, ownOutcomes } from "../core/answer/index.ts";
import { messageOf } from "../core/errors.ts";
import { plainLine } from "../core/plain-line.ts";
import { applyEvent, type EventOf, type RunRecord, standingReply } from "../core/record/index.ts";
import { readRun, recordedRun, RunRecordFile } from "../records/index.ts";
import { printResult, say, UsageError } from "../terminal/index.ts";

/**
 * `smcs check`: runs the answers of a recorded run on an example, and adds the outcome to the record. Returns the exit
 * status: 1 when the answer in use fails it or was not run.
 */
export async function checkRecorded(
  file: string,
  example: string,
  options: { readonly json?: true },
  signal: AbortSignal,
): Promise<number> {
  const refuse = (error: unknown): never => {
    signal.throwIfAborted();
    throw new UsageError(messageOf(error));
  };
  const record = await readRun(file)
    .then((read) => {
      recordedRun(read);
      return read;
    })
    .catch(refuse);
  const sandbox = sharedSandbox(checkingFolders, say);
  // The sources end the sandbox.
  const event = await withSources({}, () => checkOwnExamples(record, example, sandbox, signal).catch(refuse));
  const now = applyEvent(record, event);
  const outcomes = ownOutcomes(now, event);
  const lines = event.checks.flatMap((one) => linesOf(one, event, now));
  const kept = new RunRecordFile(path.dirname(file), record.runId, file, say);
  kept.append(event);
  await kept.close();
  printResult(options, event, lines.join("\n"));
  return outcomes?.every(({ passed }) => passed) === true ? 0 : 1;
}

/** Returns a line for each outcome of an answer. */
function linesOf(
  { of, outcomes }: EventOf<"own-examples">["checks"][number],
  { examples }: EventOf<"own-examples">,
  record: RunRecord,
): string[] {
  const isStanding = JSON.stringify(standingReply(record)?.place) === JSON.stringify(of);
  const name = "draw" in of ? `answer ${of.draw + 1}` : `the answer of ${plainLine(of.model, 100)}`;
  return outcomes.map(({ example, passed, actual }) => {
    const { given = "", expected = null } = examples[example] ?? {};
    const wanted = expected === null ? "" : `, expected ${plainLine(expected, 100)}`;
    const result = passed ? "passes" : `fails${wanted}, got ${plainLine(actual, 100)}`;
    return `${isStanding ? "* " : "  "}${name}: ${plainLine(given, 100)} ${result}`;
  });
}
