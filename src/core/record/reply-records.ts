import type { ChatPause } from "../ports.ts";
import type { EventOf, Rating, ReferencePlace, ReplyStatus } from "./run-events.ts";

/** One referencer's response; times are null until it has ended. */
export type ReferenceRecord = Omit<EventOf<"reference-end">, "type" | "durationMs" | "sample"> & {
  readonly durationMs: number | null;
  /** What it waits for before it is tried again; null while it goes on. */
  readonly pause: ChatPause | null;
  /** Whether a second request was sent, since the first was late. */
  readonly hedged: boolean;
  /** How many times the user had it asked again. */
  readonly retries: number;
  /** What the user thinks of it; null where they did not say. */
  readonly rating: Rating | null;
};

/** One aggregation with its scores. */
export interface CandidateRecord {
  /** Index of the draw in `subsets`; where nothing is merged, of the reference that the candidate is. */
  readonly subset: number;
  /** The aggregator, or where nothing is merged the referencer, that wrote it. */
  readonly model: string;
  /** The models whose references it merged. */
  readonly references: readonly string[];
  readonly text: string;
  readonly thinking: string;
  readonly status: ReplyStatus;
  readonly error: string | null;
  readonly similarity: number | null;
  readonly perplexity: number | null;
  readonly meanLogprob: number | null;
  readonly score: number | null;
  /** How many candidates give the same answer, itself included; null where answers were not counted. */
  readonly votes: number | null;
  /** The answer that was counted; null where none was read. */
  readonly answer: string | null;
  readonly costUsd: number | null;
  /** What it waits for before it is tried again; null while it goes on. */
  readonly pause: ChatPause | null;
  /** What the user thinks of it; null where they did not say. */
  readonly rating: Rating | null;
}

/** A reference that has not begun. */
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
  rating: null,
});

/** What a candidate has before anything came. */
export const emptyCandidate = {
  text: "",
  thinking: "",
  status: "streaming",
  error: null,
  similarity: null,
  perplexity: null,
  meanLogprob: null,
  score: null,
  votes: null,
  answer: null,
  costUsd: null,
  pause: null,
  rating: null,
} as const;

/** Whether a reference counts as an answer: it is whole, or was cut off and holds one. */
export function hasAnswered({ status, holdsAnswer: holds }: Pick<ReferenceRecord, "status" | "holdsAnswer">): boolean {
  return status === "finished" || (status === "truncated" && holds === true);
}

/**
 * The references that can be the answer of a run, by place, null for the others: those that count, and where none does,
 * those of which a part came. A part is better than nothing.
 */
export function standing(
  references: readonly Pick<ReferenceRecord, "status" | "holdsAnswer" | "text">[],
): readonly (true | null)[] {
  const isPart = ({ status, text }: Pick<ReferenceRecord, "status" | "text">): boolean =>
    status === "truncated" && text.trim() !== "";
  const stands = references.some(hasAnswered) ? hasAnswered : isPart;
  return references.map((reference) => (stands(reference) ? true : null));
}

/** Returns where a reference stands among those of a run; -1 when it has none like it. */
export function indexOfReference(
  { references }: { readonly references: readonly Pick<ReferenceRecord, "model">[] },
  { model, sample = 0 }: ReferencePlace,
): number {
  return references.flatMap((one, index) => (one.model === model ? [index] : []))[sample] ?? -1;
}
