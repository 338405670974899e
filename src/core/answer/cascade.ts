import { counted } from "../counted.ts";
import { posteriorOdds, type Reads, type Reference } from "../enhancement/index.ts";
import type { Parameters } from "../parameters.ts";
import type { FormulaComparison } from "../ports.ts";
import type { Question } from "../question.ts";
import { partiesOf, readAnswers, sameAnswerTo } from "../reading/index.ts";
import { chancesOf, type Selection } from "../selection/index.ts";
import { GivenUp } from "../time/index.ts";

/** m in the posterior odds: how many wrong answers are equally likely (docs/choice.md). */
const WRONG_ANSWERS = 2;
/** Posterior odds of the leading answer at which no further model is asked (docs/choice.md). */
const ENOUGH_ODDS = 4;

/** What decides whether a reply suffices. */
interface Sufficing {
  readonly question: Question;
  readonly selection: Selection;
  readonly equalMath?: FormulaComparison | undefined;
  /**
   * Resolves with the share of the question's examples that the code of a reference passes; null when the question has
   * no examples.
   */
  readonly shareOf: ((reference: number) => Promise<number | null>) | null;
  /** How many requests would merge the replies of all models. */
  readonly merges: number;
}

/**
 * Asks the models of a run one at a time, best prior first, until a reply suffices: its code passes every example of
 * the question or, where answers can be read, the posterior odds of the leading answer are high. When answers cannot be
 * read, the other models are asked at once. Not the paper's.
 */
export class Cascade {
  /** Aborts when a reply suffices: nothing is merged then. */
  readonly signal: AbortSignal;
  /** Resolves when it is settled whether a reply suffices. */
  readonly settled: Promise<void>;
  private readonly enough = new AbortController();
  private readonly over: PromiseWithResolvers<void> = Promise.withResolvers();
  private readonly means: Sufficing;
  private found: number | null = null;
  private asked = 0;

  constructor(means: Sufficing) {
    this.means = means;
    this.signal = this.enough.signal;
    this.settled = this.over.promise;
  }

  /** Index of the reference that suffices; null when none does, and until one is found. */
  get sufficient(): number | null {
    return this.found;
  }

  /** Whether the model of a reference was never asked, because an earlier reply suffices. */
  spares(reference: number): boolean {
    return this.found !== null && reference >= this.asked;
  }

  /**
   * Asks in turn.
   *
   * @param asks ask a referencer each
   * @param spare receives the index of each referencer that is not asked
   * @returns one promise per referencer; null for those that are not asked
   */
  inTurn(asks: readonly (() => Promise<Reference>)[], spare: (index: number) => void): Promise<Reference>[] {
    const turns = asks.map(() => Promise.withResolvers<Reference>());
    void this.askAll(asks, turns, spare).finally(() => {
      this.over.resolve();
    });
    return turns.map(({ promise }) => promise);
  }

  private async askAll(
    asks: readonly (() => Promise<Reference>)[],
    turns: readonly PromiseWithResolvers<Reference>[],
    spare: (index: number) => void,
  ): Promise<void> {
    const arrived: Reference[] = [];
    let isOpen = false;
    for (const [index, ask] of asks.entries()) {
      if (this.found !== null) {
        spare(index);
        turns[index]?.resolve(null);
        continue;
      }
      this.asked = index + 1;
      const reference = ask();
      turns[index]?.resolve(reference);
      if (isOpen) continue;
      arrived.push(await reference);
      // Answers that cannot be compared are like those that cannot be read.
      isOpen = !(await this.look(arrived, asks.length).catch(() => false));
      if (isOpen) this.over.resolve();
    }
  }

  /**
   * Looks whether a reply suffices. Resolves with false when that cannot be told for this question; rejects when the
   * comparison of formulas does.
   */
  private async look(arrived: readonly Reference[], all: number): Promise<boolean> {
    const { shareOf } = this.means;
    if (shareOf !== null) {
      const last = arrived.length - 1;
      if (arrived[last] !== null && (await shareOf(last)) === 1)
        this.stop(last, all, "its code passes every example of the question");
      return true;
    }
    if (arrived.every((reply) => reply === null)) return true;
    const leading = await leadingReply(arrived, this.means);
    if (leading === null) return false;
    if (leading.odds >= ENOUGH_ODDS) this.stop(leading.index, all, `its answer is likely enough: ${leading.answer}`);
    return true;
  }

  private stop(reference: number, all: number, why: string): void {
    this.found = reference;
    const { selection, merges } = this.means;
    const saved = [counted(all - this.asked, "answer"), ...(merges > 0 ? [counted(merges, "merge")] : [])].join(
      " and ",
    );
    this.enough.abort(
      new GivenUp(
        "cascade",
        `The answer of ${selection.referencers[reference] ?? ""} suffices: ${why}. ${saved} saved (smcs.cascade).`,
      ),
    );
  }
}

/** What is known of a run before its models are asked. */
interface Planned {
  readonly parameters: Pick<Parameters, "cascade">;
  readonly selection: Pick<Selection, "referencers" | "coding">;
  readonly reads: Reads | undefined;
  /** Whether the code of replies is run on examples of the question. */
  readonly isChecked: boolean;
}

/**
 * Returns whether models are asked in turn. They are not when one model answers several times or models read each
 * other's answers, nor for code without examples, where no reply could suffice.
 */
export function asksInTurn({ parameters, selection, reads, isChecked }: Planned): boolean {
  const { referencers, coding } = selection;
  const isAskedOnce = new Set(referencers).size === referencers.length && reads === undefined;
  return parameters.cascade && referencers.length > 1 && isAskedOnce && (isChecked || !coding);
}

/** The first reply that gives the answer with the highest posterior odds. */
interface LeadingReply {
  readonly index: number;
  /** As the reply gives it. */
  readonly answer: string;
  readonly odds: number;
}

/**
 * Resolves with the leading reply; null when the answers of the replies cannot be read.
 *
 * @param replies null for a reply that did not arrive
 */
export async function leadingReply(
  replies: readonly Reference[],
  { question, selection, equalMath }: Pick<Sufficing, "question" | "selection" | "equalMath">,
): Promise<LeadingReply | null> {
  const present = replies.flatMap((reply, index) => (reply === null ? [] : [{ reply, index }]));
  const answers = readAnswers(
    question,
    present.map(({ reply }) => reply.text),
    selection.coding,
  );
  if (answers === null) return null;
  const parties = await partiesOf(answers, sameAnswerTo(question, equalMath));
  const chances = chancesOf(selection);
  const given = parties.flatMap(({ replies: own }, party) =>
    own.map((at) => ({ answer: String(party), prior: chances.get(present[at]?.reply.model ?? "") ?? 0.5 })),
  );
  const [leading] = posteriorOdds(given, WRONG_ANSWERS);
  const party = parties[Number(leading?.answer)];
  const first = present[party?.replies[0] ?? -1];
  if (leading === undefined || party === undefined || first === undefined) return null;
  return { index: first.index, answer: party.answer.text, odds: leading.odds };
}
