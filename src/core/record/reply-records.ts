import type { ChatPause } from "../ports.ts";
import type { CheckedReply, EventOf, Rating, ReferencePlace, ReplyStatus } from "./run-events.ts";

/** One referencer's response; times are null until the response has ended. */
export type ReferenceRecord = Omit<EventOf<"reference-end">, "type" | "durationMs" | "sample"> & {
  readonly durationMs: number | null;
  /** The pause before a retry; null while the request is in progress. */
  readonly pause: ChatPause | null;
  /** Whether a second request was sent because the first was late. */
  readonly hedged: boolean;
  /** How many times the user retried it. */
  readonly retries: number;
  /** Null when the question has no examples, and until its code was run on them. */
  readonly checked: CheckedReply | null;
  /** How its code did on the reader's own examples. */
  readonly own: CheckedReply["outcomes"];
  /** The user's rating; null when there is none. */
  readonly rating: Rating | null;
};

/** One aggregation with its scores. */
export interface CandidateRecord {
  /**
   * Index of the draw in `subsets`; when nothing is merged, index of the reference that is the candidate. A corrected
   * candidate comes after all draws.
   */
  readonly subset: number;
  /** The model that wrote the candidate: the aggregator, or the referencer when nothing is merged. */
  readonly model: string;
  /** The models whose references were merged. */
  readonly references: readonly string[];
  /** The draw whose candidate this one corrects; null for a merged one. */
  readonly repairs: number | null;
  readonly text: string;
  readonly thinking: string;
  readonly status: ReplyStatus;
  readonly error: string | null;
  readonly similarity: number | null;
  readonly perplexity: number | null;
  readonly meanLogprob: number | null;
  readonly score: number | null;
  /** Null when the question has no examples, and until its code was run on them. */
  readonly checked: CheckedReply | null;
  /** How its code did on the reader's own examples. */
  readonly own: CheckedReply["outcomes"];
  /** How many candidates give the same answer, itself included; null when answers were not counted. */
  readonly votes: number | null;
  /** The answer that was counted; null when none was read. */
  readonly answer: string | null;
  readonly costUsd: number | null;
  /** The pause before a retry; null while the request is in progress. */
  readonly pause: ChatPause | null;
  /** The user's rating; null when there is none. */
  readonly rating: Rating | null;
}

/** Returns a reference that has not started. */
export const waitingReference = (model: string): ReferenceRecord => ({
  model,
  status: "waiting",
  text: "",
  thinking: "",
  error: null,
  servedBy: null,
  usage: null,
  costUsd: null,
  firstTokenMs: null,
  durationMs: null,
  pause: null,
  hedged: false,
  retries: 0,
  checked: null,
  own: [],
  rating: null,
});

/** Fields of a candidate before its first text. */
export const emptyCandidate = {
  repairs: null,
  text: "",
  thinking: "",
  status: "streaming",
  error: null,
  similarity: null,
  perplexity: null,
  meanLogprob: null,
  score: null,
  checked: null,
  own: [],
  votes: null,
  answer: null,
  costUsd: null,
  pause: null,
  rating: null,
} as const;

/** Whether a reference counts as an answer: it is whole, or was cut off but holds an answer. */
export function hasAnswered({ status, holdsAnswer: holds }: Pick<ReferenceRecord, "status" | "holdsAnswer">): boolean {
  return status === "finished" || (status === "truncated" && holds === true);
}

/**
 * Returns `true` for each reference that can be the answer of a run, by place, and null for the others. These are the
 * references that count as answers or, if there are none, those that were cut off with some text, because a part is
 * better than nothing.
 */
export function standing(
  references: readonly Pick<ReferenceRecord, "status" | "holdsAnswer" | "text">[],
): readonly (true | null)[] {
  const isPart = ({ status, text }: Pick<ReferenceRecord, "status" | "text">): boolean =>
    status === "truncated" && text.trim() !== "";
  const stands = references.some(hasAnswered) ? hasAnswered : isPart;
  return references.map((reference) => (stands(reference) ? true : null));
}

/** Returns the index of a reference among those of a run; -1 when the run has no such reference. */
export function indexOfReference(
  { references }: { readonly references: readonly Pick<ReferenceRecord, "model">[] },
  { model, sample = 0 }: ReferencePlace,
): number {
  return references.flatMap((one, index) => (one.model === model ? [index] : []))[sample] ?? -1;
}

/** Returns how many of the examples a reply's code passes; null when it was not run. */
export function examplesPassed({ checked }: Pick<CandidateRecord, "checked">): {
  readonly passed: number;
  readonly all: number;
} | null {
  const outcomes = checked?.outcomes ?? [];
  return outcomes.length === 0
    ? null
    : { passed: outcomes.filter(({ passed }) => passed).length, all: outcomes.length };
}

/** Returns the share of the examples that a reply's code passes; null when it was not run. */
export function shareOfExamples(reply: Pick<CandidateRecord, "checked">): number | null {
  const count = examplesPassed(reply);
  return count === null ? null : count.passed / count.all;
}
