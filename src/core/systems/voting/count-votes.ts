import type { ReadAnswer } from "./read-answers.ts";
import type { SameAnswer } from "./same-answer.ts";

/** What was counted. */
export interface Count {
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
export async function countVotes(
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
