import {
  type ChatRequestHandler,
  type ChatResponseStream,
  type ChatResult,
  type Command,
  l10n,
  MarkdownString,
} from "vscode";
import { messageOf, SettingsError, UnknownToDemoError } from "../../core/errors.ts";
import { replyOf, type RunRecord } from "../../core/record/index.ts";
import type { Selection } from "../../core/selection/index.ts";
import type { Manner } from "../../protocol/index.ts";
import { presetNames } from "../../core/parameters.ts";
import { NotAskedError } from "../chat-session.ts";
import { NobodyAnswersError } from "../model-source.ts";
import { askedBefore, lastPlace, WHY } from "./native-history.ts";
import type { NativeAnswer, NativeRuns } from "./native-runs.ts";
import { escaped, plainText } from "./plain-text.ts";
import { Progress } from "./progress.ts";
import { filesOf, readReferences } from "./references.ts";
import { summaryOf } from "./summary.ts";

/**
 * Answers in the editor's own chat. Models' text is shown as Markdown that can neither run commands nor load pictures.
 */
export async function answerInChat(
  runs: NativeRuns,
  [request, { history }, stream, token]: Parameters<ChatRequestHandler>,
): Promise<ChatResult> {
  const after = lastPlace(history);
  try {
    if (request.command === WHY) {
      const place = runs.takePointedAt() ?? after;
      const run = place && (await runs.find(place));
      if (run == null) return { errorDetails: { message: l10n.t("Ask @smcs something first; then it can say why.") } };
      stream.markdown(sayWhy(run));
      return { metadata: { ...after } };
    }
    if (request.prompt.trim() === "") return { errorDetails: { message: l10n.t("Write a question after @smcs.") } };
    const { context, leftOut } = await readReferences(request.references);
    const progress = new Progress((message) => {
      stream.progress(message);
    });
    const question = {
      text: request.prompt,
      context,
      about: filesOf(request.references),
      conversation: askedBefore(history),
      manner: mannerOf(request.command),
      after,
    };
    const answer = await runs.ask(
      question,
      (event) => {
        progress.tell(event);
      },
      token,
    );
    return show(answer, leftOut, stream);
  } catch (error) {
    if (token.isCancellationRequested) return {};
    const failure = explainFailure(error);
    if (failure === null) return { errorDetails: { message: l10n.t("The question was not asked.") } };
    runs.log.error(failure);
    for (const command of helpFor(error)) stream.button(command);
    return { errorDetails: { message: failure } };
  }
}

/** Returns the manner of a question: its command names the preset. */
function mannerOf(command: string | undefined): Manner {
  const preset = presetNames.find((name) => name === command);
  return preset === undefined ? {} : { preset };
}

function show(
  { run, chatId, runId }: NativeAnswer,
  leftOut: readonly string[],
  stream: ChatResponseStream,
): ChatResult {
  const reply = replyOf(run);
  if (reply !== null) stream.markdown(new MarkdownString(reply));
  const notes = [...leftOut, ...notesOf(run)];
  if (reply !== null) stream.markdown(plainText(`\n\n---\n\n`, summaryOf(run)));
  for (const note of notes) stream.markdown(plainText("\n\n", note));
  stream.button({ command: "smcs.native.openRun", title: l10n.t("Open in SMCS Panel"), arguments: [chatId, runId] });
  if (run.selection !== null)
    stream.button({ command: "smcs.native.why", title: l10n.t("Why These Models"), arguments: [chatId, runId] });
  const metadata = { chatId, runId };
  if (run.outcome !== "failed") return { metadata };
  for (const command of helpFor(null)) stream.button(command);
  return { metadata, errorDetails: { message: run.error ?? l10n.t("No model answered.") } };
}

/** Returns the notes that the panel would show beside the answer. */
function notesOf({ warnings, shortened, simulated, outcome }: RunRecord): string[] {
  return [
    ...(outcome === "aborted" ? [l10n.t("Stopped.")] : []),
    ...(simulated ? [l10n.t("Simulated models answered; connect real ones with SMCS: Add Endpoint.")] : []),
    ...warnings,
    ...(shortened === null ? [] : [shortened.message]),
  ];
}

/** Returns why there is no answer; null when the user already knows. */
function explainFailure(error: unknown): string | null {
  if (error instanceof UnknownToDemoError)
    return l10n.t("The demo does not know this question. It knows, for example: {0}", quoted(error.nearest));
  return error instanceof NotAskedError ? null : messageOf(error);
}

/**
 * Returns the commands that may help with a failure.
 *
 * @param error null when models did not answer
 */
function helpFor(error: unknown): Command[] {
  if (error instanceof UnknownToDemoError)
    return [
      { command: "smcs.addEndpoint", title: l10n.t("Add Endpoint") },
      { command: "smcs.importEndpoints", title: l10n.t("Import Endpoints") },
    ];
  if (error instanceof NobodyAnswersError)
    return [
      { command: "smcs.addEndpoint", title: l10n.t("Add Endpoint") },
      { command: "smcs.useDemoModels", title: l10n.t("Try Demo Models") },
    ];
  if (error instanceof SettingsError)
    return [{ command: "workbench.action.openSettings", title: l10n.t("Open Settings"), arguments: [error.key] }];
  if (error === null) return [{ command: "smcs.testEndpoints", title: l10n.t("Test Endpoints") }];
  return [{ command: "smcs.showLog", title: l10n.t("Show Log") }];
}

function quoted(questions: readonly string[]): string {
  return questions.map((question) => `“${question}”`).join(" ");
}

/** Maximum number of listed models; a pool may have many more. */
const MOST_LISTED = 15;

/** Returns why a run asked its models. */
function sayWhy(run: RunRecord): MarkdownString {
  const { selection, aggregator } = run;
  if (selection === null) return new MarkdownString(escaped(l10n.t("That question ended before models were chosen.")));
  const shown = selection.prior.slice(0, MOST_LISTED);
  const hidden = selection.prior.length - shown.length;
  const lines = [
    ...shown.map((prior) => lineOf(prior, selection.referencers.includes(prior.model))),
    ...(hidden > 0 ? [`- ${escaped(l10n.t("and {0} more", hidden))}`] : []),
  ];
  const parts = [
    escaped(howChosen(selection)),
    lines.join("\n"),
    ...(aggregator === null ? [] : [escaped(aggregator.reason)]),
    escaped(summaryOf(run)),
  ];
  return new MarkdownString(parts.join("\n\n"));
}

function howChosen({ support, bankSize, closestSource, learned }: Selection): string {
  if (learned !== undefined) {
    return l10n.t("The choice rests on what was learned from {0} questions of the bank.", learned.questions);
  }
  if (support.length === 0) return l10n.t("The question bank says nothing about this question.");
  const count = l10n.t("The choice rests on {0} similar questions of the {1} in the bank.", support.length, bankSize);
  return closestSource === null ? count : `${count} ${l10n.t("Most of them come from {0}.", closestSource)}`;
}

function lineOf({ model, value, evaluated, overall }: Selection["prior"][number], isAsked: boolean): string {
  const name = isAsked ? `**${escaped(model)}**` : escaped(model);
  const prior = evaluated
    ? l10n.t("prior {0}", value.toFixed(2))
    : value === 0
      ? l10n.t("not evaluated")
      : l10n.t("prior {0}, the others' mean, as too little is known of it", value.toFixed(2));
  const facts = [
    prior,
    ...(overall === null ? [] : [l10n.t("{0}% right on the whole bank", Math.round(overall * 100))]),
    ...(isAsked ? [l10n.t("asked")] : []),
  ];
  return `- ${name}: ${escaped(facts.join(", "))}`;
}
