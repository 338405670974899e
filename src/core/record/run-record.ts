import type { AggregatorChoice } from "../aggregators/index.ts";
import type { Question } from "../question.ts";
import type { UnrunChecks } from "../examples/index.ts";
import type { Parameters } from "../parameters.ts";
import type { ChatPause } from "../ports.ts";
import type {
  DecidedBy,
  EventOf,
  QuestionExample,
  QuestionKeywords,
  ReferencePlace,
  RunEvent,
  RunOutcome,
} from "./run-events.ts";
import {
  type CandidateRecord,
  emptyCandidate,
  type ReferenceRecord,
  standing,
  waitingReference,
} from "./reply-records.ts";
import type { Selection } from "../selection/index.ts";
import { nameOfRecorded } from "../system-names.ts";

export type { CandidateRecord, ReferenceRecord } from "./reply-records.ts";
export { replyOf } from "./standing-reply.ts";

/** One aggregation request and the draws that shared it; without draws, the request for keywords. */
export type RequestRecord = Omit<EventOf<"request-end">, "type" | "shares">;

/** A run so far: the fold of its events. `smcs ask --json` prints the record of a finished run. */
export interface RunRecord {
  readonly runId: string;
  readonly seed: number;
  readonly question: string;
  readonly asked: Question;
  readonly system: string;
  readonly simulated: boolean;
  /** The run of the same chat that this one replaces, together with all runs after it; null for none. */
  readonly replaces: string | null;
  /** The preset that was chosen for this question only; null for the preset of the settings. */
  readonly preset: string | null;
  readonly parameters: Parameters;
  /** The question's keywords; null when the system chooses without keywords. */
  readonly keywords: QuestionKeywords | null;
  readonly selection: Selection | null;
  /** The model that was chosen to merge, and why; the candidates say which one did merge. */
  readonly aggregator: AggregatorChoice | null;
  /** The examples of the question on which code was run; empty when there are none, and in the paper's way. */
  readonly examples: readonly QuestionExample[];
  /** The assertions of its test files that were not run. */
  readonly unrun: readonly UnrunChecks[];
  /** Examples that the reader gave after the run, in the order in which they came, each once. */
  readonly ownExamples: readonly QuestionExample[];
  readonly references: readonly ReferenceRecord[];
  readonly subsets: readonly (readonly string[])[];
  readonly requests: readonly RequestRecord[];
  readonly candidates: readonly CandidateRecord[];
  /** Index into `candidates`, or into `references` when `fallback` is set. */
  readonly winner: number | null;
  readonly fallback: null | "best-reference";
  /** Draws whose candidates say the same as the winner, its own among them; null when this was not determined. */
  readonly agreeing: readonly number[] | null;
  /** How the winner was chosen; null before that, and when a single reference is the answer. */
  readonly decidedBy: DecidedBy | null;
  /** Embedding space in which the candidates were compared; null before that, and when no texts were compared. */
  readonly comparedIn: string | null;
  readonly warnings: readonly string[];
  /** What the run gave up, and why; null for nothing. */
  readonly shortened: Omit<EventOf<"shortened">, "type"> | null;
  readonly totals: {
    readonly costUsd: number | null;
    readonly promptTokens: number | null;
    readonly completionTokens: number | null;
    readonly durationMs: number | null;
  };
  readonly outcome: RunOutcome | "running";
  readonly error: string | null;
  /** Index into `candidates` of the reply that the user chose. */
  readonly choice: number | null;
}

/** Returns the record of a run that has just started. */
export function startRecord(start: EventOf<"run-start">): RunRecord {
  const { runId, seed, question, system, parameters, simulated, replaces = null, preset = null } = start;
  return {
    runId,
    seed,
    question: question.text,
    asked: question,
    system,
    simulated,
    replaces,
    preset,
    parameters,
    keywords: null,
    selection: null,
    aggregator: null,
    examples: [],
    unrun: [],
    ownExamples: [],
    references: [],
    subsets: [],
    requests: [],
    candidates: [],
    winner: null,
    fallback: null,
    agreeing: null,
    decidedBy: null,
    comparedIn: null,
    warnings: [],
    shortened: null,
    totals: { costUsd: null, promptTokens: null, completionTokens: null, durationMs: null },
    outcome: "running",
    error: null,
    choice: null,
  };
}

/**
 * Returns the record after one more event. References are in the order of their priors, candidates in the order of
 * their draws.
 */
export function applyEvent(record: RunRecord, event: RunEvent): RunRecord {
  switch (event.type) {
    case "run-start":
      return startRecord(event);
    case "run-resume": {
      const warnings = record.warnings.filter((message) => !event.withdrawn.includes(message));
      const resumed: RunRecord = { ...record, warnings, outcome: "running", error: null };
      const { model, sample = 0 } = event;
      if (model === undefined) return resumed;
      const asked = ({ retries }: ReferenceRecord) => ({ ...waitingReference(model), retries: retries + 1 });
      return withReference(resumed, { model, sample }, asked);
    }
    case "warning":
      return { ...record, warnings: [...record.warnings, event.message] };
    case "keywords-end": {
      const { type: _, ...keywords } = event;
      return { ...record, keywords };
    }
    case "selection-end": {
      const { selection, parameters } = event;
      const system = nameOfRecorded(record.system, record.keywords !== null);
      return { ...record, system, selection, parameters, references: selection.referencers.map(waitingReference) };
    }
    case "aggregator-chosen":
      return { ...record, aggregator: event.choice };
    case "examples-found":
      return { ...record, examples: event.examples, unrun: event.unrun ?? [] };
    case "reply-checked": {
      const { of, outcomes, problem } = event;
      const checked = { outcomes, problem };
      return "draw" in of
        ? withCandidate(record, of.draw, () => ({ checked }))
        : withReference(record, of, () => ({ checked }));
    }
    case "subsets-drawn":
      return { ...record, subsets: event.subsets };
    case "reference-start":
      return withReference(record, event, () => ({ status: "streaming" }));
    case "reference-delta":
      return withReference(record, event, (reference) => ({
        ...appended(reference, event),
        firstTokenMs: reference.firstTokenMs ?? event.firstTokenMs ?? null,
      }));
    case "reference-hedged":
      return withReference(record, event, () => ({ hedged: true }));
    case "reference-pause":
      return withReference(record, event, () => ({ pause: pauseOf(event) }));
    case "reference-end": {
      const { type: _, model: _model, sample: _sample, ...reply } = event;
      // A retried reference may fail in another way, or not at all, so the earlier kind of failure is cleared.
      return withTotals(withReference(record, event, () => ({ failure: null, ...reply, pause: null })));
    }
    case "candidate-start": {
      const { draw, subset, aggregator, repairs = null } = event;
      const candidate = { ...emptyCandidate, subset: draw, model: aggregator, references: subset, repairs };
      const others = record.candidates.filter((one) => one.subset !== draw);
      return withCandidates(
        record,
        [...others, candidate].sort((a, b) => a.subset - b.subset),
      );
    }
    case "candidate-delta":
      return withCandidate(record, event.draw, (candidate) => appended(candidate, event));
    case "candidate-pause":
      return withCandidate(record, event.draw, () => ({ pause: pauseOf(event) }));
    case "candidate-end": {
      const { type: _, draw, ...reply } = event;
      return withCandidate(record, draw, () => ({ ...reply, pause: null }));
    }
    case "candidate-dropped":
      return withCandidates(
        record,
        record.candidates.filter(({ subset }) => subset !== event.draw),
      );
    case "request-end": {
      // A request that broke off has no shares; if it was free, each of its candidates was.
      const { type: _, shares = event.costUsd === 0 ? event.draws.map(() => 0) : [], ...request } = event;
      const requests = [...record.requests, request].sort((a, b) => (a.draws[0] ?? 0) - (b.draws[0] ?? 0));
      const shared = shares.reduce<RunRecord>(
        (so, costUsd, index) => withCandidate(so, event.draws[index] ?? -1, () => ({ costUsd })),
        record,
      );
      return withTotals({ ...shared, requests });
    }
    case "shortened": {
      const { type: _, ...shortened } = event;
      return { ...record, shortened };
    }
    case "scores": {
      const scored = event.candidates.reduce<RunRecord>(
        (so, { draw, similarity, score, votes = null, answer = null }) =>
          withCandidate(so, draw, () => ({ similarity, score, votes, answer })),
        record,
      );
      const { winner, agreeing = null, space, decidedBy = "posterior" } = event;
      const comparedIn = space ?? (decidedBy === "posterior" ? record.selection?.space : null) ?? null;
      // Answers that were asked for later are merged after all: no single answer sufficed.
      const shortened = record.shortened?.reason === "cascade" ? null : record.shortened;
      const won = indexOfDraw(scored, winner);
      return { ...scored, winner: won, agreeing, fallback: null, shortened, decidedBy, comparedIn };
    }
    case "fallback": {
      const winner = indexOfAnswer(record, event);
      return { ...record, winner, agreeing: null, fallback: "best-reference", decidedBy: null };
    }
    case "run-end": {
      const { outcome, error, durationMs } = event;
      return { ...record, outcome, error, totals: { ...record.totals, durationMs } };
    }
    case "own-examples":
      return withOwnExamples(record, event);
    case "choice":
      return { ...record, choice: indexOfDraw(record, event.draw) };
    case "rating": {
      const { of, rating } = event;
      return "draw" in of
        ? withCandidate(record, of.draw, () => ({ rating }))
        : withReference(record, of, () => ({ rating }));
    }
    default:
      // The compiler knows all events, but a file written by a later version may hold others.
      event satisfies never;
      return record;
  }
}

interface Streamed {
  readonly text: string;
  readonly thinking: string;
}

function appended(reply: Streamed, delta: Streamed): Streamed & { readonly status: "streaming"; readonly pause: null } {
  const [text, thinking] = [reply.text + delta.text, reply.thinking + delta.thinking];
  return { text, thinking, status: "streaming", pause: null };
}

function pauseOf({ reason, milliseconds }: ChatPause): ChatPause {
  return { reason, milliseconds };
}

function withReference(
  record: RunRecord,
  { model, sample = 0 }: ReferencePlace,
  change: (reference: ReferenceRecord) => Partial<ReferenceRecord>,
): RunRecord {
  let seen = -1;
  const references = record.references.map((one) => {
    if (one.model === model) seen += 1;
    return one.model === model && seen === sample ? { ...one, ...change(one) } : one;
  });
  return { ...record, references };
}

function withCandidate(
  record: RunRecord,
  draw: number,
  change: (candidate: CandidateRecord) => Partial<CandidateRecord>,
): RunRecord {
  const candidates = record.candidates.map((one) => (one.subset === draw ? { ...one, ...change(one) } : one));
  return { ...record, candidates };
}

/** Adds the reader's examples and their outcomes; an example that was given before gets its new outcomes. */
function withOwnExamples(record: RunRecord, { examples, checks }: EventOf<"own-examples">): RunRecord {
  const all = [...record.ownExamples];
  const places = examples.map((example) => {
    const known = all.findIndex(({ given, expected }) => given === example.given && expected === example.expected);
    return known < 0 ? all.push(example) - 1 : known;
  });
  return checks.reduce<RunRecord>(
    (so, { of, outcomes }) => {
      const added = outcomes.map((outcome) => ({ ...outcome, example: places[outcome.example] ?? -1 }));
      const change = ({ own }: CandidateRecord | ReferenceRecord) => ({
        own: [...own.filter(({ example }) => !added.some((one) => one.example === example)), ...added],
      });
      return "draw" in of ? withCandidate(so, of.draw, change) : withReference(so, of, change);
    },
    { ...record, ownExamples: all },
  );
}

/**
 * Returns the index of a reference that is the answer: the one at the given place or, without `sample`, the model's
 * first that can be one.
 */
function indexOfAnswer({ references }: RunRecord, { model, sample }: ReferencePlace): number {
  const own = references.flatMap((one, index) => (one.model === model ? [index] : []));
  const stands = standing(references.filter((one) => one.model === model));
  const found = own[sample ?? stands.indexOf(true)];
  return found ?? -1;
}

/** Replaces the candidates; winner and choice stay with their draws. */
function withCandidates(record: RunRecord, candidates: readonly CandidateRecord[]): RunRecord {
  const moved = (index: number | null): number | null =>
    index === null ? null : indexOfDraw({ candidates }, record.candidates[index]?.subset ?? -1);
  const winner = record.fallback === null ? moved(record.winner) : record.winner;
  return { ...record, candidates, winner, choice: moved(record.choice) };
}

/** Returns the index of the candidate of a draw; null when there is none. */
function indexOfDraw(record: Pick<RunRecord, "candidates">, draw: number): number | null {
  const index = record.candidates.findIndex(({ subset }) => subset === draw);
  return index < 0 ? null : index;
}

/**
 * Returns the record with totals over references and aggregation requests; one unknown part makes the total unknown.
 */
function withTotals(record: RunRecord): RunRecord {
  const ended = record.references.filter(({ status }) => status !== "waiting" && status !== "streaming");
  const calls = [...ended, ...record.requests];
  const sum = (values: readonly (number | null)[]): number | null =>
    values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0);
  return {
    ...record,
    totals: {
      ...record.totals,
      costUsd: sum(calls.map(({ costUsd }) => costUsd)),
      promptTokens: sum(calls.map(({ usage }) => usage?.promptTokens ?? null)),
      completionTokens: sum(calls.map(({ usage }) => usage?.completionTokens ?? null)),
    },
  };
}
