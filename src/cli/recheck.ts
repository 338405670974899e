import { duration } from "../core/amounts.ts";
import {
  type AnewResult,
  type ChangedVerdict,
  judgeBuiltAnew,
  type Turn,
  turnOf,
  turns,
} from "../evaluation/anew/index.ts";
import { type EvaluationProgress, shareDone } from "../evaluation/asking/index.ts";
import { bar, ELSEWHERE_MS } from "./progress.ts";
import { printResult, ProgressLine, say } from "../terminal/index.ts";
import { checkingFolders, type SourceOptions, withSources } from "../command-line/index.ts";

const words: Readonly<Record<Turn, string>> = {
  wrong: "no longer right",
  right: "right now",
  uncheckable: "not checkable now and taken out of the bank",
  checkable: "judged for the first time",
};

/** `smcs bank recheck`: returns the exit status. */
export async function recheckBank(options: SourceOptions, signal: AbortSignal): Promise<number> {
  return withSources(options, async ({ bankFolder, settings }) => {
    const line = new ProgressLine(lineOf, ELSEWHERE_MS);
    const onProgress = (progress: EvaluationProgress): void => {
      line.show(progress);
    };
    const result = await judgeBuiltAnew(bankFolder, checkingFolders, {
      signal,
      onProgress,
      again: true,
      templates: settings.promptTemplates,
    }).finally(() => {
      line.end();
    });
    for (const note of result?.notes ?? []) say(`Note: ${note}`);
    if (result?.cancelled === true) say("Stopped. Run the same command to continue; nothing is judged twice.");
    printResult(options, documentOf(result), textOf(result));
    return result?.cancelled === true ? 1 : 0;
  });
}

function documentOf(result: AnewResult | null): object {
  const { judged = 0, uncheckable = 0, untouched = 0, changes = [] } = result ?? {};
  return { judged, uncheckable, untouched, changes };
}

function textOf(result: AnewResult | null): string {
  if (result === null) return "The bank holds no kept replies.";
  const { done, judged, uncheckable, untouched, changes } = result;
  const kept = `${untouched} outcomes of older checkers have no kept reply and stay as they are.`;
  return [
    ...(done === 0 && judged > 0 ? ["Nothing is left to judge anew. What the last time brought:"] : []),
    `${judged} replies judged anew, ${uncheckable} cannot be checked; ${changes.length} outcomes changed.`,
    ...turns.flatMap((turn) => linesOf(turn, changes)),
    ...(untouched === 0 ? [] : [kept]),
  ].join("\n");
}

function linesOf(turn: Turn, changes: readonly ChangedVerdict[]): string[] {
  const such = changes.filter((change) => turnOf(change) === turn);
  if (such.length === 0) return [];
  const lines = such.map(({ questionId, model, detail }) => `  ${questionId}, ${model}: ${detail}`);
  return [`${such.length} ${words[turn]}:`, ...lines];
}

/** `[=====>    ]  52%  312 judged anew …` */
function lineOf(progress: EvaluationProgress): string {
  const { right, wrong, failed, secondsLeft } = progress;
  const left = secondsLeft === null ? "" : `; about ${duration(secondsLeft)} left`;
  return `${bar(shareDone(progress))}  ${right + wrong} judged anew, ${failed} cannot be checked${left}`;
}
