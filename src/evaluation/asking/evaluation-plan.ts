import type { ServedMember } from "../../chat/index.ts";
import type { PriceRange } from "../../core/prices/index.ts";
import type { Parameters } from "../../core/parameters.ts";
import type { PromptTemplates } from "../../core/prompts/index.ts";
import type { PlannedMember } from "./planned-member.ts";
import type { PlannedQuestion } from "./planned-question.ts";
import type { Purpose } from "./purpose.ts";
import { priceOf, sumOf } from "./price.ts";
import type { QuestionSpool } from "../kept/index.ts";
import type { Standing } from "./standing.ts";

/** An evaluation that is impossible as requested; the message says what to do instead. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

/** The pairs of model and question that an evaluation covers. */
export interface EvaluationScope {
  readonly bankFolder: string;
  /** Returns the models that can be asked, matched with the model names of the bank. */
  readonly members: (bankModels: readonly string[]) => Promise<readonly ServedMember[]> | readonly ServedMember[];
  /** Selects the members to evaluate; all when absent. */
  readonly choose?: (members: readonly ServedMember[]) => readonly ServedMember[];
  /** What is done with the members; absent: they are asked and their answers judged. */
  readonly purpose?: Purpose;
  /** Model that names the skills of questions without keywords, by reference or bank name; no model when empty. */
  readonly skillModel?: string;
  /** Called with a sentence about each wish that cannot be fulfilled. */
  readonly onProblem?: (problem: string) => void;
  /** How the members are asked. */
  readonly parameters: Parameters;
  /** Prompts in place of SMCS's own; a reply to another prompt is stale. */
  readonly templates?: PromptTemplates;
  /** Maximum number of questions, a stratified sample by source; all when absent. */
  readonly limit?: number;
  /** Whether to ask stale pairs again. */
  readonly refreshStale?: boolean;
  /** Whether to judge every kept reply again, even if its verdict is current. */
  readonly checkAgain?: boolean;
  /**
   * Whether every member is simulated. Replies of simulated members are kept apart, and their outcomes never replace
   * real ones.
   */
  readonly simulated?: boolean;
}

/** Number of pairs by standing. */
type Counts = Readonly<Record<Standing, number>>;

/** Members and questions of a plan. */
interface PlannedParts {
  /** The members to evaluate. */
  readonly members: readonly PlannedMember[];
  /** The member that is asked for keywords. */
  readonly describer: PlannedMember | null;
  /** In the order in which they are asked: every beginning is a stratified sample. */
  readonly questions: readonly PlannedQuestion[];
  readonly spool: QuestionSpool;
}

/** An evaluation as it would be done now. Holds a temporary file until it is closed. */
export class EvaluationPlan implements PlannedParts {
  readonly members: readonly PlannedMember[];
  readonly describer: PlannedMember | null;
  readonly questions: readonly PlannedQuestion[];
  readonly spool: QuestionSpool;
  private readonly scope: EvaluationScope;

  constructor(scope: EvaluationScope, { members, describer, questions, spool }: PlannedParts) {
    this.scope = scope;
    this.members = members;
    this.describer = describer;
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

  /** Prompts in place of SMCS's own. */
  get templates(): PromptTemplates {
    return this.scope.templates ?? {};
  }

  /** All members that are asked, for any purpose. */
  get asked(): readonly PlannedMember[] {
    return this.describer === null ? this.members : [...this.members, this.describer];
  }

  /** Returns what a pair still needs, according to the scope. */
  standing(question: PlannedQuestion, member: PlannedMember): Standing {
    return member.purpose.standing(question, member, this.scope);
  }

  /** Yields every pair, question by question. */
  *pairs(members = this.asked): Generator<{ question: PlannedQuestion; member: PlannedMember; standing: Standing }> {
    for (const question of this.questions) {
      for (const member of members) yield { question, member, standing: this.standing(question, member) };
    }
  }

  /** Returns the number of pairs by their current standing. */
  counts(members = this.asked): Counts {
    const counts = { ask: 0, check: 0, record: 0, stale: 0, done: 0 };
    for (const { standing } of this.pairs(members)) counts[standing] += 1;
    return counts;
  }

  /** Returns how many pairs without a current outcome, or without keywords, each member has, by its name. */
  missing(): Map<string, number> {
    const missing = new Map(this.asked.map(({ name }) => [name, 0]));
    for (const { member, standing } of this.pairs()) {
      if (standing === "stale" || standing === "done") continue;
      missing.set(member.name, (missing.get(member.name) ?? 0) + 1);
    }
    return missing;
  }

  /**
   * Returns the same plan for some of the models and a stratified sample of the questions. Close this plan, not the
   * returned one.
   *
   * @param models names
   */
  narrowed(models: readonly string[], wishes: Pick<EvaluationScope, "limit" | "refreshStale">): EvaluationPlan {
    const members = this.members.filter(({ member }) => models.includes(member.name));
    const questions = this.questions.slice(0, wishes.limit);
    const { describer, spool } = this;
    return new EvaluationPlan({ ...this.scope, ...wishes }, { members, describer, questions, spool });
  }

  /** Returns the cost of asking in US dollars; null when a model's price is unknown. */
  estimate(): PriceRange | null {
    return sumOf(this.prices());
  }

  /** Returns the cost of asking one pair. */
  price(question: PlannedQuestion, { servers, purpose }: PlannedMember): PriceRange | null {
    return priceOf(servers, purpose.prompt(question).bytes, purpose.typicalOutput(question));
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
