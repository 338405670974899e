import type { AggregatorChoice } from "../core/aggregators/index.ts";
import type { ToldExamples } from "../core/answer/index.ts";
import { seconds } from "../core/amounts.ts";
import { counted } from "../core/counted.ts";
import { plainLine } from "../core/plain-line.ts";
import type { ChatPause } from "../core/ports.ts";
import {
  type CandidateRecord,
  type EventOf,
  hasAnswered,
  type RunEvent,
  type RunRecord,
} from "../core/record/index.ts";
import { areAnswers } from "../core/system-names.ts";

/** Returns the message about an event for the user, after the record has applied it; null for none. */
export function progressLine(event: RunEvent, record: RunRecord): string | null {
  switch (event.type) {
    case "selection-end": {
      const { referencers } = event.selection;
      const mayAskFewer = record.parameters.cascade && new Set(referencers).size > 1;
      return askingLine(referencers, record.simulated, mayAskFewer ? "Asking up to" : "Asking");
    }
    case "keywords-end":
      return keywordsLine(event);
    case "aggregator-chosen": {
      const task = areAnswers(record) ? "compares" : "merges";
      return `${event.choice.model} ${task} their answers. ${event.choice.reason}${shareOf(event.choice)}`;
    }
    case "examples-found":
      return examplesLine(event);
    case "reference-pause":
      return `  ${event.model}: ${pauseText(event)}`;
    case "reference-hedged":
      return `  ${event.model} is late: a second request was sent.`;
    case "reference-end":
      if (event.status === "spared") return null;
      return `  ${event.model}: ${howItAnswered(event)}`;
    case "candidate-start":
      return standInLine(event.aggregator, record);
    case "candidate-pause":
      return mergePauseLine(event, record);
    case "request-end":
      if (event.draws.length === 0) return null;
      if (areAnswers(record)) return `  the answers were compared in ${seconds(event.durationMs)}`;
      return `  ${madeBy(event.draws, record)} ${event.draws.map((draw) => draw + 1).join(", ")} ${howItEnded(event.draws, record)} ${seconds(event.durationMs)}`;
    case "warning":
    case "shortened":
      return `Note: ${event.message}`;
    case "run-end": {
      const { references } = record;
      if (references.length === 0) return null;
      const answered = references.filter(hasAnswered).length;
      const asked = references.filter(({ status }) => status !== "spared").length;
      return `${answered} of ${asked} answered.`;
    }
    default:
      return null;
  }
}

function keywordsLine({ model, named, matched }: EventOf<"keywords-end">): string | null {
  if (named.length === 0) return null;
  const isSame = matched.every((keyword, index) => keyword === named[index]);
  const nearest = isSame ? "" : `; nearest in the question bank: ${[...new Set(matched)].join(", ")}`;
  return `Keywords of the question${model === null ? "" : `, by ${model}`}: ${named.join(", ")}${nearest}`;
}

function howItAnswered({ status, error, holdsAnswer = false, durationMs }: EventOf<"reference-end">): string {
  if (error === null) return `answered in ${seconds(durationMs)}`;
  if (status !== "truncated") return status;
  const what = holdsAnswer ? "used as far as it goes" : "before it held an answer";
  return `cut off at the output limit after ${seconds(durationMs)}, ${what}`;
}

/** Returns a line with the models that are asked; null when there are none. @param verb the beginning of the line */
export function askingLine(referencers: readonly string[], simulated: boolean, verb = "Asking"): string | null {
  const names = [...new Set(referencers)];
  const label = simulated ? " simulated" : "";
  const [only, ...others] = names;
  if (only === undefined) return null;
  if (others.length === 0) {
    const times = referencers.length > 1 ? ` ${referencers.length} times` : "";
    return `${verb}${simulated ? " the simulated" : ""} ${only}${times}`;
  }
  const layers = referencers.length / names.length;
  return `${verb} ${names.length}${label} models${Number.isInteger(layers) && layers > 1 ? ` in ${layers} layers` : ""}: ${names.join(", ")}`;
}

function pauseText({ reason, milliseconds }: ChatPause): string {
  return milliseconds === null || milliseconds === 0 ? reason : `${reason} (in ${seconds(milliseconds)})`;
}

/** Returns a line about a stand-in for the aggregator, at its first candidate only; else null. */
function standInLine(model: string, record: RunRecord): string | null {
  const { aggregator, candidates } = record;
  if (areAnswers(record)) return null;
  const own = candidates.filter((candidate) => candidate.model === model);
  return aggregator === null || aggregator.model === model || own.length > 1
    ? null
    : `  ${model} stands in and merges.`;
}

/** Returns a line about a pause of a merge. Draws that share a request wait together and are reported once. */
function mergePauseLine(event: EventOf<"candidate-pause">, { candidates }: RunRecord): string | null {
  const waiting = candidates.filter(({ pause }) => pause?.reason === event.reason);
  const model = candidates.find(({ subset }) => subset === event.draw)?.model;
  return model === undefined || waiting.length > 1 ? null : `  ${model}, merging: ${pauseText(event)}`;
}

function howItEnded(draws: readonly number[], { candidates }: RunRecord): string {
  const ofRequest = candidates.filter(({ subset }) => draws.includes(subset));
  if (ofRequest.some(({ status }) => status === "finished")) return "done in";
  return ofRequest.every(({ status }) => status === "aborted") ? "given up after" : "failed after";
}

function madeBy(draws: readonly number[], { candidates }: RunRecord): string {
  return candidates.some(({ subset, repairs }) => repairs !== null && draws.includes(subset))
    ? "corrected answer"
    : "merged answer";
}

function costOf(usd: number | null): string {
  if (usd === null) return "cost unknown";
  return usd === 0 ? "free" : `$${usd.toFixed(4)}`;
}

/** Returns the answer below a line with its models. */
export function winnerText(record: RunRecord): string {
  const { winner, fallback, candidates, references, totals } = record;
  if (winner === null) return "";
  const label = record.simulated ? " (simulated)" : "";
  const cost = costOf(totals.costUsd);
  if (fallback !== null) {
    const reference = references[winner];
    const words = `${label}, ${cost}${cutOffWords(reference)}`;
    const what = record.shortened?.reason === "cascade" ? "Answer that suffices" : "Best single answer";
    return `# ${what}, by ${reference?.model ?? ""}${words}\n${examplesLines(reference, record)}\n${reference?.text ?? ""}`;
  }
  const candidate = candidates[winner];
  if (candidate !== undefined && areAnswers(record))
    return votedText(candidate, record, `${label}, ${cost}${cutOffWords(candidate)}`);
  const score = candidate?.score?.toFixed(3) ?? "-";
  const examples = examplesLines(candidate, record);
  const from = candidate?.references.join(", ") ?? "";
  const made = candidate?.repairs == null ? "merged" : `corrected from answer ${candidate.repairs + 1},`;
  return `# Best: answer ${(candidate?.subset ?? 0) + 1} of ${candidates.length}${label}, score ${score}, ${cost}${cutOffWords(candidate)}\n# ${made} by ${candidate?.model ?? ""} from ${from}\n${examples}\n${candidate?.text ?? ""}`;
}

/** Returns a sentence that says how many examples there are, where they come from, and what is not run. */
/** Returns a line with the number of examples, where they are from, and what of test files is not run. */
export function examplesLine({ examples, unrun = [] }: ToldExamples): string {
  const files = [...new Set(examples.flatMap(({ from }) => from ?? []))];
  const isOwn = examples.some(({ from }) => from === undefined);
  const sources = [...(isOwn ? ["The question"] : []), ...(files.length > 0 ? [files.map(shortLine).join(", ")] : [])];
  const where = `${sources.join(" and ")} ${files.length + Number(isOwn) > 1 ? "have" : "has"}`;
  const amount = counted(examples.length, "example");
  const left = unrun.map(({ from, count }) => ` ${unrunText(shortLine(from), count)}`).join("");
  return `${where} ${amount}: the code of every answer is run on ${examples.length === 1 ? "it" : "them"}.${left}`;
}

function unrunText(from: string, count: number): string {
  if (count === 0) return `${from} has no check that can be run on the code of an answer alone.`;
  return `${counted(count, "check")} of ${from} ${count === 1 ? "needs" : "need"} more than the code of an answer and ${count === 1 ? "is" : "are"} not run.`;
}

/** Returns lines about the examples of the question: how many an answer's code passes, and those that it fails. */
function examplesLines(reply: Pick<CandidateRecord, "checked"> | undefined, { examples }: RunRecord): string {
  const { outcomes = [], problem = null } = reply?.checked ?? {};
  const of = examples.every(({ from }) => from === undefined) ? " of the question" : "";
  if (problem !== null) return `# The examples${of} were not run. ${problem}\n`;
  if (outcomes.length === 0) return "";
  const failed = outcomes.filter(({ passed }) => !passed);
  const lines = failed.map(({ example, actual }) => {
    const { given = "", expected = null, from } = examples[example] ?? {};
    const wanted = expected === null ? "" : `expected ${shortLine(expected)}, `;
    const where = from === undefined ? "" : ` (from ${shortLine(from)})`;
    return `#   ${shortLine(given)}${where}: ${wanted}got ${shortLine(actual)}\n`;
  });
  const unfit = examples.length - outcomes.length;
  if (unfit > 0)
    lines.push(`#   ${counted(unfit, "example")} not run: about other functions, or in another language\n`);
  return `# passes ${outcomes.length - failed.length} of ${outcomes.length} examples${of}\n${lines.join("")}`;
}

const shortLine = (text: string): string => plainLine(text, 100);

function cutOffWords(reply: Pick<CandidateRecord, "status"> | undefined): string {
  return reply?.status === "truncated" ? ", cut off at the output limit" : "";
}

/** Returns an answer that was not merged, below a line with the reason for choosing it. */
function votedText(
  { model, text, votes, answer, similarity, checked }: CandidateRecord,
  record: RunRecord,
  more: string,
): string {
  const { candidates, decidedBy, aggregator } = record;
  const of = candidates.length;
  const isOutnumbered = candidates.some((one) => (one.votes ?? 0) > (votes ?? 0));
  const reasons = {
    posterior: "",
    votes: `${votes ?? 0} of ${of} answers say ${answer ?? ""}${isOutnumbered ? ", from models that were right more often" : ""}`,
    medoid: `closest to all ${of} answers, similarity ${similarity?.toFixed(3) ?? "-"}`,
    aggregator: `${aggregator?.model ?? "the aggregator"} found it the most consistent of ${of}`,
    only: "the only answer",
  };
  return `# Answer of ${model}${more}\n# ${reasons[decidedBy ?? "only"]}\n${examplesLines({ checked }, record)}\n${text}`;
}

/**
 * Returns a sentence with the share of right answers that the choice of an aggregator is based on. Few questions
 * separate only large differences.
 */
export function shareOf({ accuracy, interval }: AggregatorChoice): string {
  if (accuracy === null || interval === null) return "";
  const percent = (share: number): string => (share * 100).toFixed(0);
  return ` Its share of right answers there is ${percent(accuracy)}% (95% interval ${percent(interval[0])} to ${percent(interval[1])}%).`;
}
