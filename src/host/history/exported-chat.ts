import { l10n } from "vscode";
import {
  type CandidateRecord,
  examplesPassed,
  type ReferenceRecord,
  type RunRecord,
  shareOfExamples,
} from "../../core/record/index.ts";
import { type Turn, turnsOf } from "../../core/conversation/index.ts";
import { seconds, usd } from "../../core/amounts.ts";
import { fenced } from "../../core/fenced.ts";
import { plainLine } from "../../core/plain-line.ts";
import { areAnswers } from "../../core/system-names.ts";
import { candidateName } from "../candidate-name.ts";
import { plural } from "../plural.ts";
import { containedMarkdown, line, LONGEST_LINE } from "./contained-markdown.ts";

/** A chat to export. */
interface ExportedChat {
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly runs: readonly RunRecord[];
}

type Status = ReferenceRecord["status"] | RunRecord["outcome"];

/** The state of a reply or a run, in a word. */
const statusWords: Readonly<Record<Status, string>> = {
  waiting: l10n.t("waiting"),
  streaming: l10n.t("writing"),
  running: l10n.t("running"),
  done: l10n.t("done"),
  finished: l10n.t("finished"),
  truncated: l10n.t("cut off"),
  failed: l10n.t("failed"),
  aborted: l10n.t("stopped"),
  spared: l10n.t("not needed"),
};

/**
 * Returns a chat as a document for people: each question with its reply, and everything else folded below. Text of
 * users and models cannot change the document around it.
 */
export function chatMarkdown({ title, createdAt, changedAt, runs }: ExportedChat): string {
  const turns = turnsOf(runs);
  const [from, to] = [createdAt.slice(0, 10), changedAt.slice(0, 10)];
  const asked =
    from === to
      ? plural(turns.length, "{0} question, asked on {1}.", "{0} questions, asked on {1}.", from)
      : plural(turns.length, "{0} question, asked from {1} to {2}.", "{0} questions, asked from {1} to {2}.", from, to);
  const parts = [
    `# ${line(title)}`,
    `${asked} ${l10n.t("Answered by several models with SMCS.")}`,
    ...turns.flatMap(turnParts),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Returns a chat with everything that its runs' records hold, as one JSON document. */
export function chatJson(chat: ExportedChat): string {
  return `${JSON.stringify({ format: "smcs-chat", version: 1, ...chat }, null, 2)}\n`;
}

function turnParts({ run, earlier }: Turn, index: number): string[] {
  const { asked, references, warnings, shortened, error } = run;
  const replaced = runsIn(earlier);
  const notes = [
    ...warnings,
    ...(shortened === null ? [] : [shortened.message]),
    ...(error === null ? [] : [error]),
    ...(replaced === 0 ? [] : [l10n.t("It replaces {0} earlier; an export to JSON includes them.", replaced)]),
  ];
  return [
    `## ${l10n.t("Question {0}", index + 1)}`,
    containedMarkdown(asked.text),
    ...asked.context.map(({ label, text }) => folded(l10n.t("Attached: {0}", label), fenced(text))),
    ...replyParts(run),
    ...(references.length === 0 ? [] : [referenceTable(references)]),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${l10n.t("Note: {0}", line(note))}`).join("\n")]),
    totalsOf(run),
  ];
}

/** Returns the number of runs in turns, including replaced ones. */
function runsIn(turns: readonly Turn[]): number {
  return turns.reduce((total, { earlier }) => total + 1 + runsIn(earlier), 0);
}

/** Returns the parts of the reply in use and of the other candidates. */
function replyParts(run: RunRecord): string[] {
  const { choice, winner, fallback, candidates, references } = run;
  const others = (shown: CandidateRecord | null): string[] =>
    candidates
      .filter((one) => one !== shown)
      .map((one) => folded(candidateLine(one, run), containedMarkdown(one.text)));
  const best = choice ?? winner;
  if (best === null) return [`### ${l10n.t("No answer")}`, ...others(null)];
  if (choice === null && fallback !== null) {
    const reference = references[best];
    const model = reference?.model ?? "?";
    const by =
      run.outcome === "aborted"
        ? l10n.t("The answer of {0}, chosen by the user; the run was stopped.", model)
        : reference?.status === "truncated"
          ? l10n.t("The best answer, by {0}; it was cut off at the output limit.", model)
          : run.shortened?.reason === "cascade"
            ? l10n.t("The answer of {0}; it suffices, and nothing was merged.", model)
            : run.candidates.some(({ score }) => score !== null)
              ? l10n.t("The best single answer, by {0}; no merged answer passes all examples of the question.", model)
              : l10n.t("The best single answer, by {0}; the answers could not be merged.", model);
    return [`### ${l10n.t("Answer")}`, line(by), containedMarkdown(reference?.text ?? ""), ...others(null)];
  }
  const candidate = candidates[best] ?? null;
  if (candidate === null) return [`### ${l10n.t("No answer")}`, ...others(null)];
  const decided = whyBest(run);
  const why =
    choice === null ? decided : choice === winner ? l10n.t("{0}, and chosen", decided) : l10n.t("chosen by the user");
  return [
    `### ${l10n.t("Answer")}`,
    line(`${candidateLine(candidate, run)}; ${why}.`),
    containedMarkdown(candidate.text),
    ...others(candidate),
  ];
}

/** Returns the reason for the winner. */
function whyBest({ decidedBy, winner, candidates }: RunRecord): string {
  const best = candidates[winner ?? -1];
  const own = best === undefined ? 0 : (shareOfExamples(best) ?? 0);
  if (candidates.some((one) => one.score !== null && (shareOfExamples(one) ?? 0) < own))
    return l10n.t("passes most examples of the question");
  switch (decidedBy) {
    case "votes":
      return l10n.t("the most frequent answer: {0}", candidates[winner ?? -1]?.answer ?? l10n.t("none"));
    case "medoid":
      return l10n.t("agrees most with the others");
    case "aggregator":
      return l10n.t("a model found it the most consistent");
    case "only":
      return l10n.t("the only one");
    case "posterior":
    case null:
      return l10n.t("scored best");
  }
}

function candidateLine(candidate: CandidateRecord, run: RunRecord): string {
  const { model, references, status, votes } = candidate;
  const count = examplesPassed(candidate);
  const scored = run.decidedBy === "posterior" || run.decidedBy === "medoid";
  const known = [
    ...(candidate.score === null || !scored ? [] : [l10n.t("score {0}", candidate.score.toFixed(3))]),
    ...(candidate.similarity === null || !scored ? [] : [l10n.t("similarity {0}", candidate.similarity.toFixed(3))]),
    ...(candidate.perplexity === null ? [] : [l10n.t("perplexity {0}", candidate.perplexity.toFixed(3))]),
  ];
  const origin = areAnswers(run)
    ? l10n.t("by {0}, not merged", model)
    : l10n.t("merged by {0} from {1}", model, references.join(", "));
  const all = areAnswers(run) ? run.references.length : Math.max(run.subsets.length, run.candidates.length);
  return [
    l10n.t("{0} of {1}, {2}", candidateName(candidate), all, origin),
    ...(status === "finished" ? [] : [statusWords[status]]),
    ...(count === null ? [] : [l10n.t("passes {0} of {1} examples", count.passed, count.all)]),
    ...(votes === null ? [] : [plural(votes, "{0} vote", "{0} votes")]),
    ...known,
  ].join("; ");
}

function referenceTable(references: readonly ReferenceRecord[]): string {
  const rows = references.map(({ model, status, durationMs, costUsd, error }) => [
    line(model),
    error === null ? statusWords[status] : line(l10n.t("{0}: {1}", statusWords[status], error)),
    durationMs === null ? l10n.t("unknown") : seconds(durationMs),
    costUsd === null ? l10n.t("unknown") : line(usd(costUsd)),
  ]);
  const table = [
    [l10n.t("Model asked"), l10n.t("Answer"), l10n.t("Time"), l10n.t("Cost")],
    ["---", "---", "---", "---"],
    ...rows,
  ];
  return table.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function totalsOf({ system, simulated, totals, outcome }: RunRecord): string {
  const { costUsd, promptTokens, completionTokens, durationMs } = totals;
  const tokens = (count: number | null): string => (count === null ? l10n.t("unknown") : count.toLocaleString("en"));
  return line(
    [
      simulated ? l10n.t("System {0}, simulated models", system) : l10n.t("System {0}", system),
      ...(outcome === "done" ? [] : [statusWords[outcome]]),
      costUsd === null ? l10n.t("cost unknown") : l10n.t("cost {0}", usd(costUsd)),
      l10n.t("tokens {0} in, {1} out", tokens(promptTokens), tokens(completionTokens)),
      ...(durationMs === null ? [] : [seconds(durationMs)]),
    ].join("; "),
  );
}

/** Returns folded content. The empty lines keep HTML and Markdown apart. */
function folded(summary: string, content: string): string {
  return `<details>\n<summary>${html(summary)}</summary>\n\n${content}\n\n</details>`;
}

/** Returns one line within HTML without markup. */
function html(text: string): string {
  return plainLine(text, LONGEST_LINE).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
