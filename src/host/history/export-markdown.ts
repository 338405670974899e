import { type Turn, turnsOf } from "../../core/conversation.ts";
import { usd } from "../../core/cost/dollars.ts";
import { fenced } from "../../core/enhancement/fenced.ts";
import { plainLine } from "../../core/question-bank/plain-line.ts";
import type { CandidateRecord, ReferenceRecord, RunRecord } from "../../core/run-record.ts";
import { areAnswers, candidateName } from "../candidate-name.ts";
import { containedMarkdown } from "./contained-markdown.ts";

/** A chat to export. */
export interface ExportedChat {
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly runs: readonly RunRecord[];
}

/**
 * A chat as a document for people: each question with its reply first, and folded below it what else there was. Nothing
 * that a user or a model wrote can change the document around it.
 */
export function chatMarkdown({ title, createdAt, changedAt, runs }: ExportedChat): string {
  const turns = turnsOf(runs);
  const asked = [createdAt, changedAt].map((time) => time.slice(0, 10));
  const when = asked[0] === asked[1] ? `on ${asked[0]}` : `from ${asked[0]} to ${asked[1]}`;
  const parts = [
    `# ${line(title)}`,
    `${turns.length === 1 ? "1 question" : `${turns.length} questions`}, asked ${when}. Answered by several models with SMCS.`,
    ...turns.flatMap(turnParts),
  ];
  return `${parts.join("\n\n")}\n`;
}

function turnParts({ run, earlier }: Turn, index: number): string[] {
  const { asked, references, warnings, shortened, error } = run;
  const replaced = runsIn(earlier);
  const notes = [
    ...warnings,
    ...(shortened === null ? [] : [shortened.message]),
    ...(error === null ? [] : [error]),
    ...(replaced === 0 ? [] : [`It stands in the place of ${replaced} earlier, which an export to JSON would have.`]),
  ];
  return [
    `## Question ${index + 1}`,
    containedMarkdown(asked.text),
    ...asked.context.map(({ label, text }) => folded(`Attached: ${label}`, fenced(text))),
    ...replyParts(run),
    ...(references.length === 0 ? [] : [referenceTable(references)]),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- Note: ${line(note)}`).join("\n")]),
    totalsOf(run),
  ];
}

/** How many runs turns hold, those that they replaced included. */
function runsIn(turns: readonly Turn[]): number {
  return turns.reduce((total, { earlier }) => total + 1 + runsIn(earlier), 0);
}

/** The reply that counts, and the other candidates. */
function replyParts(run: RunRecord): string[] {
  const { choice, winner, fallback, candidates, references } = run;
  const others = (shown: CandidateRecord | null): string[] =>
    candidates
      .filter((one) => one !== shown)
      .map((one) => folded(candidateLine(one, run), containedMarkdown(one.text)));
  const best = choice ?? winner;
  if (best === null) return ["### No reply", ...others(null)];
  if (choice === null && fallback !== null) {
    const reference = references[best];
    const by = `The best single answer, by ${reference?.model ?? "a model"}; the answers could not be merged.`;
    return ["### Reply", line(by), containedMarkdown(reference?.text ?? ""), ...others(null)];
  }
  const candidate = candidates[best] ?? null;
  if (candidate === null) return ["### No reply", ...others(null)];
  const decided = whyBest(run);
  const why = choice === null ? decided : choice === winner ? `${decided}, and chosen` : "chosen by the user";
  return [
    "### Reply",
    line(`${candidateLine(candidate, run)}; ${why}.`),
    containedMarkdown(candidate.text),
    ...others(candidate),
  ];
}

/** What decided for the winner. */
function whyBest({ decidedBy, winner, candidates }: RunRecord): string {
  switch (decidedBy) {
    case "votes":
      return `the most frequent answer: ${candidates[winner ?? -1]?.answer ?? "none"}`;
    case "medoid":
      return "agrees most with the others";
    case "aggregator":
      return "found the most consistent by an aggregator";
    case "only":
      return "the only one";
    case "posterior":
    case null:
      return "scored best";
  }
}

function candidateLine(candidate: CandidateRecord, run: RunRecord): string {
  const { model, references, status, votes } = candidate;
  const scored = run.decidedBy === "posterior" || run.decidedBy === "medoid";
  const numbers = [
    ["score", scored ? candidate.score : null],
    ["similarity", scored ? candidate.similarity : null],
    ["perplexity", candidate.perplexity],
  ] as const;
  const known = numbers.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value.toFixed(3)}`]));
  const origin = areAnswers(run) ? `by ${model}, not merged` : `merged by ${model} from ${references.join(", ")}`;
  const all = areAnswers(run) ? run.references.length : Math.max(run.subsets.length, run.candidates.length);
  return [
    `${candidateName(run, candidate)} of ${all}, ${origin}`,
    ...(status === "finished" ? [] : [status]),
    ...(votes === null ? [] : [votes === 1 ? "1 vote" : `${votes} votes`]),
    ...known,
  ].join("; ");
}

function referenceTable(references: readonly ReferenceRecord[]): string {
  const rows = references.map(({ model, status, durationMs, costUsd, error }) => [
    line(model),
    error === null ? status : line(`${status}: ${error}`),
    durationMs === null ? "unknown" : `${(durationMs / 1000).toFixed(1)} s`,
    costUsd === null ? "unknown" : line(usd(costUsd)),
  ]);
  const table = [["Model asked", "Answer", "Time", "Cost"], ["---", "---", "---", "---"], ...rows];
  return table.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function totalsOf({ system, simulated, totals, outcome }: RunRecord): string {
  const { costUsd, promptTokens, completionTokens, durationMs } = totals;
  const tokens = (count: number | null): string => (count === null ? "unknown" : count.toLocaleString("en"));
  return line(
    [
      `System ${system}${simulated ? ", simulated models" : ""}`,
      ...(outcome === "done" ? [] : [outcome]),
      `cost ${costUsd === null ? "unknown" : usd(costUsd)}`,
      `tokens ${tokens(promptTokens)} in, ${tokens(completionTokens)} out`,
      ...(durationMs === null ? [] : [`${(durationMs / 1000).toFixed(1)} s`]),
    ].join("; "),
  );
}

/** The empty lines keep HTML and Markdown apart. */
function folded(summary: string, content: string): string {
  return `<details>\n<summary>${html(summary)}</summary>\n\n${content}\n\n</details>`;
}

/** Names and sentences of others, in one line. */
const LONGEST_LINE = 500;

/** One line in which nothing is markup. */
function line(text: string): string {
  return plainLine(text, LONGEST_LINE).replace(/[\\`*[\]<>|~&#$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
}

/** The same within HTML. */
function html(text: string): string {
  return plainLine(text, LONGEST_LINE).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
