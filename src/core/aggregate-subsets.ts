import { type CallContext, type Reference, judged, samplingFor, spentOnFailure } from "./ask-referencers.ts";
import { type DrawGroup, groupDraws } from "./enhancement/group-draws.ts";
import { perplexityOf } from "./enhancement/perplexity.ts";
import { aggregationPrompt, type Question } from "./enhancement/prompts.ts";
import { messageOf } from "./errors.ts";
import type { ChatChoice, ChatReply, PoolMember } from "./ports.ts";
import { derivedSeed } from "./random.ts";
import type { ReplyStatus } from "./run-events.ts";

/** One aggregation G_i that has some text. */
export interface Candidate {
  readonly draw: number;
  /** The models whose references it merged. */
  readonly subset: readonly string[];
  /** The aggregator that wrote it. */
  readonly model: string;
  readonly text: string;
  readonly status: ReplyStatus;
  readonly perplexity: number | null;
}

/**
 * G_i = A_agg(cat(O_sub_i)) for every draw (Sec. 3.4). An aggregation starts as soon as its own subset is complete;
 * equal draws are one request with several choices. A draw leaves out references that failed; when nothing is left of
 * it, it is dropped.
 *
 * @param subsets the draws, as ascending indices into `references`
 * @param references one promise per referencer, highest prior first
 * @param aggregators the aggregator and, behind it, its stand-ins
 * @returns the candidates with text, by draw index; empty when every draw was dropped or failed
 */
export async function aggregateSubsets(
  question: Question,
  subsets: readonly (readonly number[])[],
  references: readonly Promise<Reference>[],
  aggregators: Promise<readonly PoolMember[]>,
  context: CallContext,
): Promise<Candidate[]> {
  const groups = groupDraws(subsets).map(async (group): Promise<Aggregation> => {
    const awaited = await Promise.all(references.filter((_, index) => group.subset.includes(index)));
    const arrived = awaited.filter((reference) => reference !== null);
    if (arrived.length > 0 && !isAborted(context)) {
      return aggregateGroup(question, group, arrived, await aggregators, context);
    }
    for (const draw of group.draws) context.emit({ type: "candidate-dropped", draw });
    return { candidates: [], failures: [] };
  });
  const aggregations = await Promise.all(groups);
  reportFailures(aggregations, context);
  return aggregations.flatMap(({ candidates }) => candidates).sort((a, b) => a.draw - b.draw);
}

/** What the aggregation of one group brought. */
interface Aggregation {
  readonly candidates: readonly Candidate[];
  /** The aggregators that failed before one succeeded, with the reason. */
  readonly failures: readonly { readonly aggregator: string; readonly reason: string }[];
}

/** Tells of each failed aggregator once; at the end and by draws, so that the record does not depend on what failed first. */
function reportFailures(aggregations: readonly Aggregation[], { emit }: CallContext): void {
  const told = new Set<string>();
  for (const { aggregator, reason } of aggregations.flatMap(({ failures }) => failures)) {
    if (told.has(aggregator)) continue;
    told.add(aggregator);
    emit({ type: "warning", message: `${aggregator} failed as the aggregator. ${reason}` });
  }
}

/** Aggregates the references of one group, going over to the next aggregator when one fails. */
async function aggregateGroup(
  question: Question,
  group: DrawGroup,
  references: readonly NonNullable<Reference>[],
  aggregators: readonly PoolMember[],
  context: CallContext,
): Promise<Aggregation> {
  const failures: { aggregator: string; reason: string }[] = [];
  for (const aggregator of aggregators) {
    const { candidates, failure } = await aggregateWith(aggregator, question, group, references, context);
    if (candidates.length > 0 || isAborted(context)) return { candidates, failures };
    failures.push({ aggregator: aggregator.name, reason: failure });
  }
  return { candidates: [], failures };
}

/** A function, so that the compiler does not take one look at the signal for all later ones. */
function isAborted({ signal }: CallContext): boolean {
  return signal.aborted;
}

/** One aggregation request: candidates, or why there is none. */
async function aggregateWith(
  aggregator: PoolMember,
  question: Question,
  { draws }: DrawGroup,
  references: readonly NonNullable<Reference>[],
  { parameters, clock, emit, seed, signal }: CallContext,
): Promise<{ candidates: Candidate[]; failure: string }> {
  const subset = references.map(({ model }) => model);
  const startedAt = clock();
  const heard = draws.map(() => ({ text: "", thinking: "" }));
  for (const draw of draws) emit({ type: "candidate-start", draw, subset, aggregator: aggregator.name });
  try {
    const reply = await aggregator.chat.chat(
      {
        messages: aggregationPrompt(
          question,
          references.map(({ text }) => text),
        ),
        choices: draws.length,
        logprobs: true,
        sampling: samplingFor(aggregator, parameters, parameters.maxAggregatorTokens),
        seed: derivedSeed(seed, `aggregation/${draws[0] ?? 0}`),
        usefulForMs: null,
      },
      ({ choice, text, thinking }) => {
        const [draw, soFar] = [draws[choice], heard[choice]];
        if (draw === undefined || soFar === undefined) return;
        soFar.text += text;
        soFar.thinking += thinking;
        emit({ type: "candidate-delta", draw, text, thinking });
      },
      signal,
    );
    const shares = costShares(reply);
    const problems = new Set<string>();
    const candidates = draws.map((draw, index): Candidate => {
      const { text, thinking, status, error } = judged(reply.choices[index]);
      if (error !== null) problems.add(error);
      const measured = perplexityOf(reply.choices[index]?.logprobs ?? null);
      const [perplexity, meanLogprob] = [measured?.perplexity ?? null, measured?.meanLogprob ?? null];
      const costUsd = shares[index] ?? null;
      emit({ type: "candidate-end", draw, status, text, thinking, error, perplexity, meanLogprob, costUsd });
      return { draw, subset, model: aggregator.name, text, status, perplexity };
    });
    emit({ type: "request-end", draws, usage: reply.usage, costUsd: reply.costUsd, durationMs: clock() - startedAt });
    const usable = candidates.filter(({ text, status }) => status !== "failed" && text.trim() !== "");
    return { candidates: usable, failure: [...problems].join(" ") };
  } catch (error) {
    const status = signal.aborted ? "aborted" : "failed";
    const unmeasured = { error: messageOf(error), perplexity: null, meanLogprob: null, costUsd: null };
    const partial = draws.map((draw, index) => ({ draw, status, text: "", thinking: "", ...heard[index] }) as const);
    for (const reply of partial) emit({ type: "candidate-end", ...reply, ...unmeasured });
    emit({ type: "request-end", draws, ...spentOnFailure(error), durationMs: clock() - startedAt });
    // At a deadline a text that was cut short is better than none.
    const candidates = partial
      .filter(({ text }) => status === "aborted" && text.trim() !== "")
      .map(({ draw, text }): Candidate => ({ draw, subset, model: aggregator.name, text, status, perplexity: null }));
    return { candidates, failure: messageOf(error) };
  }
}

/** What each choice of a request cost: its share by tokens, counted by log-probabilities or else by characters. */
function costShares({ choices, costUsd }: ChatReply): (number | null)[] {
  // Log-probabilities leave thinking out, so they count the tokens only where nobody thought.
  const countable = choices.every(({ logprobs, thinking }) => logprobs !== null && thinking === "");
  const size = ({ logprobs, text, thinking }: ChatChoice): number =>
    countable ? (logprobs ?? []).length : text.length + thinking.length;
  const total = choices.reduce((sum, choice) => sum + size(choice), 0);
  return choices.map((choice) =>
    costUsd === null ? null : costUsd * (total > 0 ? size(choice) / total : 1 / choices.length),
  );
}
