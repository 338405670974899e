import type { Candidate } from "../candidate.ts";
import type { FormulaComparison, ReplyEmbedder } from "../../ports.ts";
import {
  comparedTexts,
  partiesOf,
  type Party,
  type ReadAnswer,
  readAnswers,
  sameAnswerTo,
} from "../../reading/index.ts";
import { posteriorScores, sayingTheSame, similarityScores, squaredOdds } from "../../enhancement/index.ts";
import type { Parameters } from "../../parameters.ts";
import type { Question } from "../../question.ts";
import type { EventOf } from "../../record/index.ts";
import { chancesOf, type Selection } from "../../selection/index.ts";

type Scores = Omit<EventOf<"scores">, "type">;

/** The inputs of a vote. */
export interface Voting {
  readonly question: Question;
  readonly selection: Selection;
  readonly parameters: Pick<Parameters, "posterior">;
  readonly embedder: ReplyEmbedder;
  readonly equalMath?: FormulaComparison | undefined;
  /**
   * Asks an aggregator for the most consistent candidate, and resolves with its index or, if none was named, null.
   * Absent when no aggregator is to be asked.
   */
  readonly mostConsistent?: ((candidates: readonly Candidate[]) => Promise<number | null>) | undefined;
}

/**
 * Scores candidates by what most of them say. The winner has the answer with most votes, if answers can be read; a vote
 * weighs one in the paper's way, and otherwise the squared odds of its model's prior.
 * Otherwise it is the candidate that an aggregator finds most consistent, or else the medoid, which is closest to all
 * others.
 *
 * @param candidates at least two, by draw index
 */
export async function vote(candidates: readonly Candidate[], voting: Voting): Promise<Scores> {
  const texts = candidates.map(({ text }) => text);
  const answers = readAnswers(voting.question, texts, voting.selection.coding);
  return answers === null ? byLikeness(candidates, voting) : byCount(candidates, answers, voting);
}

/**
 * Scores each candidate by the weight of the candidates with the same answer, as a share of all. With equal weights that
 * is the mean similarity to all candidates, when answers are either equal or not.
 */
async function byCount(
  candidates: readonly Candidate[],
  answers: readonly (ReadAnswer | null)[],
  { question, selection, parameters, equalMath }: Voting,
): Promise<Scores> {
  const priors = priorsOf(candidates, selection);
  const chances = chancesOf(selection);
  const weights = candidates.map(({ model }) =>
    // Records of older versions have no such parameter.
    parameters.posterior === "checked" ? squaredOdds(chances.get(model) ?? 0.5) : 1,
  );
  const parties = await partiesOf(answers, sameAnswerTo(question, equalMath));
  const winner = heaviest(parties, { priors, weights });
  const sum = (replies: readonly number[]): number => replies.reduce((all, reply) => all + (weights[reply] ?? 0), 0);
  const all = sum([...candidates.keys()]);
  const scored = candidates.map(({ draw }, index) => {
    const replies = parties.find((party) => party.replies.includes(index))?.replies ?? [];
    const answer = answers[index] ?? null;
    const counted = answer === null ? {} : { votes: replies.length, answer: answer.text };
    return { draw, similarity: replies.length / candidates.length, score: sum(replies) / all, ...counted };
  });
  return { candidates: scored, winner: drawAt(candidates, winner), decidedBy: "votes" };
}

/** Scores each candidate by S_sim, unless an aggregator names the most consistent one. */
async function byLikeness(
  candidates: readonly Candidate[],
  { selection, embedder, mostConsistent }: Voting,
): Promise<Scores> {
  const texts = comparedTexts(
    candidates.map(({ text }) => text),
    selection.coding,
  );
  // One after the other, so that no comparison is paid for when an embedder makes the run fail.
  const embedded = await embedder.embedReplies(texts);
  // Where code passes more examples than other code, there is nothing to ask.
  const isDecided = new Set(candidates.map(({ passed }) => passed ?? 0)).size > 1;
  const named = isDecided ? null : ((await mostConsistent?.(candidates)) ?? null);
  const similarity = similarityScores(embedded);
  const space = embedded[0]?.space ?? selection.space;
  const agreeingWith = (index: number): number[] => {
    const compared = { embedded, threshold: embedder.agreementThreshold(space) };
    const responses = candidates.map(({ text }) => text);
    return sayingTheSame(index, responses, selection.coding, compared).map((one) => drawAt(candidates, one));
  };
  if (named !== null) {
    const scored = candidates.map(({ draw }, index) => {
      return { draw, similarity: similarity[index] as number, score: index === named ? 1 : 0 };
    });
    const agreeing = agreeingWith(named);
    return { candidates: scored, winner: drawAt(candidates, named), agreeing, space, decidedBy: "aggregator" };
  }
  const priors = priorsOf(candidates, selection);
  const { scores, winner } = posteriorScores(
    candidates.map(({ model, passed = null }, index) => {
      const subsetPrior = priors[index] as number;
      return { similarity: similarity[index] as number, perplexity: null, model, passed, subsetPrior };
    }),
    0,
  );
  const scored = candidates.map(({ draw }, index) => {
    return { draw, similarity: similarity[index] as number, score: scores[index] as number };
  });
  const agreeing = agreeingWith(winner);
  return { candidates: scored, winner: drawAt(candidates, winner), agreeing, space, decidedBy: "medoid" };
}

function priorsOf(candidates: readonly Candidate[], { prior }: Selection): number[] {
  const values = new Map(prior.map(({ model, value }) => [model, value]));
  return candidates.map(({ model }) => values.get(model) ?? 0);
}

function drawAt(candidates: readonly Candidate[], index: number): number {
  return candidates[index]?.draw ?? 0;
}

/**
 * Returns the first reply of the party with the highest summed weight. Ties go to the higher summed prior of the replies
 * that give the answer, then to the answer given first.
 *
 * @param parties at least one
 */
function heaviest(
  parties: readonly Party[],
  { priors, weights }: { readonly priors: readonly number[]; readonly weights: readonly number[] },
): number {
  const sum = (values: readonly number[], { replies }: Party): number =>
    replies.reduce((all, reply) => all + (values[reply] ?? 0), 0);
  const isBetter = (one: Party, best: Party): boolean => {
    const more = sum(weights, one) - sum(weights, best);
    return more === 0 ? sum(priors, one) > sum(priors, best) : more > 0;
  };
  const first = parties.reduce((best, one) => (isBetter(one, best) ? one : best));
  return first.replies[0] as number;
}
