import type { Candidate } from "../candidate.ts";
import type { FormulaComparison, ReplyEmbedder } from "../../ports.ts";
import { comparedTexts, type ReadAnswer, readAnswers, type SameAnswer, sameAnswerTo } from "../../reading/index.ts";
import { posteriorScores, sayingTheSame, similarityScores } from "../../enhancement/index.ts";
import type { Question } from "../../question.ts";
import type { EventOf } from "../../record/index.ts";
import type { Selection } from "../../selection/index.ts";

type Scores = Omit<EventOf<"scores">, "type">;

/** What a vote works with. */
export interface Voting {
  readonly question: Question;
  readonly selection: Selection;
  readonly embedder: ReplyEmbedder;
  readonly equalMath?: FormulaComparison | undefined;
  /**
   * Has an aggregator name the most consistent candidate, as an index; null when it named none. Absent where nobody is
   * to be asked.
   */
  readonly mostConsistent?: ((candidates: readonly Candidate[]) => Promise<number | null>) | undefined;
}

/**
 * What most candidates say: the most frequent answer where answers can be read from them, else what an aggregator finds
 * the most consistent, else the medoid, which is closest to all others.
 *
 * @param candidates at least two, by draw index
 */
export async function vote(candidates: readonly Candidate[], voting: Voting): Promise<Scores> {
  const texts = candidates.map(({ text }) => text);
  const answers = readAnswers(voting.question, texts, voting.selection.coding);
  return answers === null ? byLikeness(candidates, voting) : byCount(candidates, answers, voting);
}

/** With answers that are equal or not, the mean likeness to all candidates is the share of those with the same one. */
async function byCount(
  candidates: readonly Candidate[],
  answers: readonly (ReadAnswer | null)[],
  { question, selection, equalMath }: Voting,
): Promise<Scores> {
  const { votes, winner } = await countVotes(
    answers,
    priorsOf(candidates, selection),
    sameAnswerTo(question, equalMath),
  );
  const scored = candidates.map(({ draw }, index) => {
    const share = (votes[index] as number) / candidates.length;
    const answer = answers[index] ?? null;
    const counted = answer === null ? {} : { votes: votes[index] as number, answer: answer.text };
    return { draw, similarity: share, score: share, ...counted };
  });
  return { candidates: scored, winner: drawAt(candidates, winner), decidedBy: "votes" };
}

/** S_sim is the score, as long as no aggregator has named one. */
async function byLikeness(
  candidates: readonly Candidate[],
  { selection, embedder, mostConsistent }: Voting,
): Promise<Scores> {
  const texts = comparedTexts(
    candidates.map(({ text }) => text),
    selection.coding,
  );
  // One after the other: nobody is paid to compare answers of a run that an embedder has made fail.
  const embedded = await embedder.embedReplies(texts);
  const named = (await mostConsistent?.(candidates)) ?? null;
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
    candidates.map(({ model }, index) => {
      return { similarity: similarity[index] as number, perplexity: null, model, subsetPrior: priors[index] as number };
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

/** What was counted. */
interface Count {
  /** By reply, how many give its answer, itself included; 0 for one without an answer. */
  readonly votes: readonly number[];
  /** Index of the reply that stands for the most frequent answer: the first that gives it. */
  readonly winner: number;
}

/** An answer and those who gave it. */
interface Party {
  readonly answer: ReadAnswer;
  readonly replies: number[];
}

/**
 * The most frequent answer. Ties go to the higher summed prior of those who gave it, then to the one given first.
 *
 * @param answers one per reply; at least one that is not null
 * @param prior of each reply's model
 */
async function countVotes(
  answers: readonly (ReadAnswer | null)[],
  prior: readonly number[],
  same: SameAnswer,
): Promise<Count> {
  const parties: Party[] = [];
  for (const [reply, answer] of answers.entries()) {
    if (answer === null) continue;
    const party = await partyOf(answer, parties, same);
    if (party === undefined) parties.push({ answer, replies: [reply] });
    else party.replies.push(reply);
  }
  const priorOf = ({ replies }: Party): number => replies.reduce((sum, reply) => sum + (prior[reply] ?? 0), 0);
  const isBetter = (one: Party, best: Party): boolean =>
    one.replies.length > best.replies.length ||
    (one.replies.length === best.replies.length && priorOf(one) > priorOf(best));
  const first = parties.reduce((best, one) => (isBetter(one, best) ? one : best));
  const sizeOf = (reply: number): number => parties.find(({ replies }) => replies.includes(reply))?.replies.length ?? 0;
  return { votes: answers.map((_, reply) => sizeOf(reply)), winner: first.replies[0] as number };
}

async function partyOf(answer: ReadAnswer, parties: readonly Party[], same: SameAnswer): Promise<Party | undefined> {
  for (const party of parties) if (await same(party.answer, answer)) return party;
  return undefined;
}
