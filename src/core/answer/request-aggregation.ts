import type { Candidate } from "../systems/index.ts";
import { perplexityOf, type Reference } from "../enhancement/index.ts";
import { type CallContext, judged, paidCall, settledCost, thrown } from "../calls/index.ts";
import { samplingFor } from "../parameters.ts";
import { fitMessages } from "../fitting/index.ts";
import type { Claim } from "../cost/index.ts";
import type { Question } from "../question.ts";
import { ChatError } from "../errors.ts";
import type { ChatChoice, ChatDelta, ChatPause, ChatReply, ChatRequest, PoolMember } from "../ports.ts";
import { derivedSeed } from "../random.ts";

/** One request for the merged answers of one subset. */
interface Asking {
  readonly aggregator: PoolMember;
  readonly question: Question;
  /** The draws that hold these references; each gets one choice. */
  readonly draws: readonly number[];
  /** The subset, highest prior first; empty for a correction. */
  readonly references: readonly NonNullable<Reference>[];
  /** The candidate that is corrected; absent when references are merged. */
  readonly repairs?: Candidate;
}

/** The result of one aggregation request. */
interface AggregationReply {
  /** The candidates with usable text. */
  readonly candidates: readonly Candidate[];
  /** Why candidates are missing or unfinished; empty when none is. */
  readonly failure: string;
  /** Notes for the user about the request, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Asks an aggregator once for all draws of one subset. Each candidate ends with its own choice, whatever happens to the
 * other choices of the request.
 *
 * @param onCandidate receives each usable candidate as it ends
 */
export async function requestAggregation(
  asking: Asking,
  context: CallContext,
  onCandidate: (candidate: Candidate) => void,
): Promise<AggregationReply> {
  const { aggregator, draws } = asking;
  const { clock, emit, signal, wait } = context;
  const startedAt = clock();
  const notes: string[] = [];
  const choices = draws.map((draw) => new OpenCandidate(draw, asking, context, onCandidate));
  try {
    const { request, claim } = prepare(asking, context, notes);
    const reply = await paidCall(
      claim,
      (within, onSent) =>
        aggregator.chat.chat(
          { ...request, onSent },
          (delta) => choices[delta.choice]?.hear(delta),
          within,
          (pause) => {
            for (const choice of choices) choice.pause(pause);
          },
        ),
      { wait },
      signal,
    );
    choices.forEach((choice, index) => {
      const got = reply.choices[index];
      // The server sends one choice at a time, and the signal stopped it between two of them.
      if (signal.aborted && got !== undefined && got.failure !== null) choice.breakOff(new Error(got.failure), signal);
      else choice.end(got);
    });
    const { usage, costUsd } = reply;
    emit({ type: "request-end", draws, usage, costUsd, shares: costShares(reply), durationMs: clock() - startedAt });
  } catch (error) {
    for (const choice of choices) choice.breakOff(error, signal);
    emit({ type: "request-end", draws, ...settledCost(error), durationMs: clock() - startedAt });
  }
  const problems = choices.map(({ problem }) => problem).filter((problem) => problem !== null);
  return {
    candidates: choices.map(({ usable }) => usable).filter((candidate) => candidate !== null),
    failure: [...new Set(problems)].join(" "),
    notes,
  };
}

/**
 * Returns the request, fitted to the aggregator's context and the question's budget.
 *
 * @param notes receives the notes for the user
 * @throws ChatError when the request does not fit
 */
function prepare(
  { aggregator, question, draws, references }: Asking,
  { parameters, budget, seed, left }: CallContext,
  notes: string[],
): { readonly request: ChatRequest; readonly claim: Claim } {
  const refused = (words: string): ChatError => new ChatError(words, { kind: "rejected", model: aggregator.reference });
  const sampling = samplingFor(aggregator, parameters);
  const fitted = fitMessages({ question, references }, aggregator, sampling.maxOutputTokens);
  if (fitted.problem !== null) throw refused(fitted.problem);
  if (fitted.note !== null) notes.push(fitted.note);
  const { messages } = fitted;
  const choices = draws.length;
  const claim = budget.claim(aggregator, {
    messages,
    choices,
    wantedTokens: fitted.maxOutputTokens,
    what: "aggregation",
  });
  if (claim === null) throw refused(budget.refusal(aggregator.name));
  if (claim.lowered !== null) notes.push(claim.lowered);
  return {
    request: {
      messages,
      choices,
      logprobs: true,
      sampling: { ...sampling, maxOutputTokens: claim.maxOutputTokens },
      seed: derivedSeed(seed, `aggregation/${draws[0] ?? 0}`),
      usefulForMs: left(),
    },
    claim,
  };
}

/** A candidate that is still being written. */
class OpenCandidate {
  /** The resulting candidate; null until it ends, and when its text is unusable. */
  usable: Candidate | null = null;
  /** Why the candidate is not finished. */
  problem: string | null = null;
  private ended = false;
  private text = "";
  private thinking = "";
  private readonly draw: number;
  private readonly subset: readonly string[];
  private readonly model: string;
  private readonly emit: CallContext["emit"];
  private readonly onCandidate: (candidate: Candidate) => void;

  constructor(
    draw: number,
    { references, repairs, aggregator: { name } }: Asking,
    { emit }: CallContext,
    onCandidate: (candidate: Candidate) => void,
  ) {
    this.draw = draw;
    this.subset = repairs?.subset ?? references.map(({ model }) => model);
    this.model = name;
    this.emit = emit;
    this.onCandidate = onCandidate;
    const corrects = repairs === undefined ? {} : { repairs: repairs.draw };
    emit({ type: "candidate-start", draw, subset: this.subset, aggregator: name, ...corrects });
  }

  hear({ text, thinking, ended }: ChatDelta): void {
    // The text is settled: whatever the server sends afterwards does not belong to it.
    if (this.ended) return;
    this.text += text;
    this.thinking += thinking;
    if (text !== "" || thinking !== "") this.emit({ type: "candidate-delta", draw: this.draw, text, thinking });
    if (ended !== undefined) this.end(ended);
  }

  pause(pause: ChatPause): void {
    if (!this.ended) this.emit({ type: "candidate-pause", draw: this.draw, ...pause });
  }

  /** Ends the candidate with its complete choice. */
  end(choice: ChatChoice | undefined): void {
    if (this.ended) return;
    const { text, thinking, status, error } = judged(choice);
    const measured = perplexityOf(choice?.logprobs ?? null);
    const [perplexity, meanLogprob] = [measured?.perplexity ?? null, measured?.meanLogprob ?? null];
    this.close({ text, thinking, status, error, perplexity, meanLogprob });
    this.problem = error;
    if (status !== "failed" && text.trim() !== "") this.use({ text, status, perplexity });
  }

  /**
   * Ends the candidate when the request failed or was aborted. After an abort its partial text is used, because that is
   * better than none.
   */
  breakOff(error: unknown, signal: AbortSignal): void {
    if (this.ended) return;
    const { text, thinking } = this;
    const how = thrown(error, signal);
    this.close({ text, thinking, ...how, perplexity: null, meanLogprob: null });
    this.problem = how.error;
    if (how.status === "aborted" && text.trim() !== "") this.use({ text, status: how.status, perplexity: null });
  }

  private close(
    end: Omit<Extract<Parameters<CallContext["emit"]>[0], { type: "candidate-end" }>, "type" | "draw" | "costUsd">,
  ): void {
    this.ended = true;
    this.emit({ type: "candidate-end", draw: this.draw, ...end, costUsd: null });
  }

  private use(reply: Pick<Candidate, "text" | "status" | "perplexity">): void {
    this.usable = { draw: this.draw, subset: this.subset, model: this.model, ...reply };
    this.onCandidate(this.usable);
  }
}

/**
 * Returns the cost of each choice of a request: its share by tokens, counted by log-probabilities, or else by
 * characters.
 */
function costShares({ choices, costUsd }: ChatReply): (number | null)[] {
  // Log-probabilities leave thinking out, so they count tokens only when no choice has thinking.
  const countable = choices.every(({ logprobs, thinking }) => logprobs !== null && thinking === "");
  const size = ({ logprobs, text, thinking }: ChatChoice): number =>
    countable ? (logprobs ?? []).length : text.length + thinking.length;
  const total = choices.reduce((sum, choice) => sum + size(choice), 0);
  return choices.map((choice) =>
    costUsd === null ? null : costUsd * (total > 0 ? size(choice) / total : 1 / choices.length),
  );
}
