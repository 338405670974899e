import type { ServedMember } from "../adapters/chat/pool.ts";
import { readSteadily } from "../adapters/question-bank/read-steadily.ts";
import { bankEntries } from "../adapters/question-bank/store/bank-store.ts";
import { samplingFor } from "../core/ask-referencers.ts";
import type { Parameters } from "../core/parameters.ts";
import type { Sampling } from "../core/ports.ts";
import { type PriceRange, priceOf, sumOf } from "./price.ts";
import { type PlannedQuestion, planQuestion } from "./planned-question.ts";
import { QuestionSpool } from "./question-spool.ts";
import { replyLogFile } from "./replies/log-file.ts";
import { ReplyLog } from "./replies/reply-log.ts";
import { type Standing, standingOf } from "./standing.ts";
import { surveyBank } from "./survey.ts";

/** Which pairs of model and question an evaluation is about. */
export interface EvaluationScope {
  readonly bankFolder: string;
  /** The members to evaluate, found under the model names that the bank knows. */
  readonly members: (bankModels: readonly string[]) => Promise<readonly ServedMember[]> | readonly ServedMember[];
  /** How they are asked. */
  readonly parameters: Parameters;
  /** So many questions, a stratified sample by source; all when absent. */
  readonly limit?: number;
  /** Ask again what is stale. */
  readonly refreshStale?: boolean;
  /** Judge every kept reply again, those included whose verdict is current. */
  readonly recheck?: boolean;
  /** Whether every member is simulated. Their replies are kept apart, and their outcomes replace no real ones. */
  readonly simulated?: boolean;
}

/** A member with what asking it needs. */
export interface PlannedMember {
  readonly member: ServedMember;
  /** Its column in `PlannedQuestion.known`. */
  readonly column: number;
  readonly sampling: Sampling;
  readonly log: ReplyLog;
}

/** How many pairs stand how. */
export type Counts = Readonly<Record<Standing, number>>;

/** An evaluation as it would be done now. Holds a temporary file until it is closed. */
export class EvaluationPlan {
  readonly members: readonly PlannedMember[];
  /** In the order in which they are asked: every beginning is a stratified sample. */
  readonly questions: readonly PlannedQuestion[];
  readonly spool: QuestionSpool;
  private readonly scope: EvaluationScope;

  constructor(
    scope: EvaluationScope,
    members: readonly PlannedMember[],
    questions: readonly PlannedQuestion[],
    spool: QuestionSpool,
  ) {
    this.scope = scope;
    this.members = members;
    this.questions = questions;
    this.spool = spool;
  }

  get bankFolder(): string {
    return this.scope.bankFolder;
  }

  /** Whether every member is simulated. */
  get simulated(): boolean {
    return this.scope.simulated === true;
  }

  /** What a pair needs, by what was wished. */
  standing(question: PlannedQuestion, member: PlannedMember): Standing {
    const standing = standingOf(question, member);
    if (standing === "stale" && this.scope.refreshStale === true) return "ask";
    const isKept = standing === "record" || (standing === "done" && member.log.latest(question.id) !== undefined);
    return this.scope.recheck === true && isKept ? "check" : standing;
  }

  /** Every pair, question by question. */
  *pairs(): Generator<{ question: PlannedQuestion; member: PlannedMember; standing: Standing }> {
    for (const question of this.questions) {
      for (const member of this.members) yield { question, member, standing: this.standing(question, member) };
    }
  }

  /** How the pairs stand now. */
  counts(): Counts {
    const counts = { ask: 0, check: 0, record: 0, stale: 0, done: 0 };
    for (const { standing } of this.pairs()) counts[standing] += 1;
    return counts;
  }

  /** How many pairs without a current outcome each model has. */
  missing(): Map<string, number> {
    const missing = new Map(this.members.map(({ member }) => [member.name, 0]));
    for (const { member, standing } of this.pairs()) {
      if (standing === "stale" || standing === "done") continue;
      missing.set(member.member.name, (missing.get(member.member.name) ?? 0) + 1);
    }
    return missing;
  }

  /**
   * The same plan for some of the models and a stratified sample of the questions; this one is to be closed, not that.
   *
   * @param models names
   */
  narrowed(models: readonly string[], wishes: Pick<EvaluationScope, "limit" | "refreshStale">): EvaluationPlan {
    const members = this.members.filter(({ member }) => models.includes(member.name));
    const questions = this.questions.slice(0, wishes.limit);
    return new EvaluationPlan({ ...this.scope, ...wishes }, members, questions, this.spool);
  }

  /** What asking will cost in US dollars; null where a model's price is unknown. */
  estimate(): PriceRange | null {
    return sumOf(this.prices());
  }

  /** What asking one pair will cost. */
  price({ promptBytes, kind }: PlannedQuestion, { member, sampling }: PlannedMember): PriceRange | null {
    return priceOf(member.servers, promptBytes, sampling, kind);
  }

  private *prices(): Generator<PriceRange | null> {
    for (const { question, member, standing } of this.pairs()) {
      if (standing === "ask") yield this.price(question, member);
    }
  }

  /** Removes the temporary file. */
  async close(): Promise<void> {
    await this.spool.close();
  }
}

/**
 * Looks what an evaluation would have to do: reads the bank and the kept replies, asks nobody and writes nothing that
 * lasts. The plan must be closed.
 *
 * @throws BankError when the bank cannot be read; whatever `members` throws
 */
export async function planEvaluation(scope: EvaluationScope): Promise<EvaluationPlan> {
  const { bankFolder, parameters, limit, simulated = false } = scope;
  const survey = await surveyBank(bankFolder);
  const chosen = await scope.members(survey.models);
  const members = await Promise.all(
    chosen.map(async (member, column) => ({
      member,
      column,
      sampling: samplingFor(member, parameters, parameters.maxOutputTokens),
      log: await ReplyLog.open(replyLogFile(bankFolder, member.name, simulated)),
    })),
  );
  const rank = new Map(survey.order.slice(0, limit).map((id, index) => [id, index]));
  const names = chosen.map(({ name }) => name);
  const { questions, spool } = await spoolQuestions(bankFolder, rank, names, simulated);
  return new EvaluationPlan(scope, members, questions, spool);
}

async function spoolQuestions(
  bankFolder: string,
  rank: ReadonlyMap<string, number>,
  models: readonly string[],
  simulated: boolean,
): Promise<{ questions: PlannedQuestion[]; spool: QuestionSpool }> {
  const texts = new Map<string, string>();
  const shared = (text: string): string => {
    const known = texts.get(text) ?? text;
    texts.set(known, known);
    return known;
  };
  return readSteadily(bankFolder, async (state) => {
    const spool = await QuestionSpool.create();
    try {
      const questions: PlannedQuestion[] = [];
      for await (const { question } of state === null ? [] : bankEntries(state)) {
        if (!rank.has(question.id)) continue;
        questions.push(planQuestion(question, await spool.add(question), models, simulated, shared));
      }
      const place = ({ id }: PlannedQuestion): number => rank.get(id) ?? 0;
      return { questions: questions.sort((a, b) => place(a) - place(b)), spool };
    } catch (error) {
      await spool.close();
      throw error;
    }
  });
}
