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

/** An evaluation that cannot be done as asked; the message says what to do instead. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

/** Which pairs of model and question an evaluation is about. */
export interface EvaluationScope {
  readonly bankFolder: string;
  /** Whoever can be asked, found under the model names that the bank knows. */
  readonly members: (bankModels: readonly string[]) => Promise<readonly ServedMember[]> | readonly ServedMember[];
  /** Those of them that are evaluated; all when absent. */
  readonly choose?: (members: readonly ServedMember[]) => readonly ServedMember[];
  /** What is done with them; they are asked and judged when absent. */
  readonly purpose?: Purpose;
  /** Who says which skills questions take that have no keywords, by reference or bank name; nobody when empty. */
  readonly skillModel?: string;
  /** Told in a sentence what cannot be done as it was wished. */
  readonly onProblem?: (problem: string) => void;
  /** How they are asked. */
  readonly parameters: Parameters;
  /** Prompts in place of ours; a reply to another prompt is stale. */
  readonly templates?: PromptTemplates;
  /** Maximum number of questions, a stratified sample by source; all when absent. */
  readonly limit?: number;
  /** Ask again what is stale. */
  readonly refreshStale?: boolean;
  /** Judge every kept reply again, those included whose verdict is current. */
  readonly checkAgain?: boolean;
  /** Whether every member is simulated. Their replies are kept apart, and their outcomes replace no real ones. */
  readonly simulated?: boolean;
}

/** How many pairs stand how. */
type Counts = Readonly<Record<Standing, number>>;

/** Who is asked what. */
interface PlannedParts {
  /** Those that are evaluated. */
  readonly members: readonly PlannedMember[];
  /** Who is asked for keywords. */
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

  /** Prompts in place of ours. */
  get templates(): PromptTemplates {
    return this.scope.templates ?? {};
  }

  /** Everybody who is asked, for whichever purpose. */
  get asked(): readonly PlannedMember[] {
    return this.describer === null ? this.members : [...this.members, this.describer];
  }

  /** Returns what a pair needs, by what was wished. */
  standing(question: PlannedQuestion, member: PlannedMember): Standing {
    return member.purpose.standing(question, member, this.scope);
  }

  /** Every pair, question by question. */
  *pairs(members = this.asked): Generator<{ question: PlannedQuestion; member: PlannedMember; standing: Standing }> {
    for (const question of this.questions) {
      for (const member of members) yield { question, member, standing: this.standing(question, member) };
    }
  }

  /** Returns how the pairs stand now. */
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
   * The same plan for some of the models and a stratified sample of the questions; this one is to be closed, not that.
   *
   * @param models names
   */
  narrowed(models: readonly string[], wishes: Pick<EvaluationScope, "limit" | "refreshStale">): EvaluationPlan {
    const members = this.members.filter(({ member }) => models.includes(member.name));
    const questions = this.questions.slice(0, wishes.limit);
    const { describer, spool } = this;
    return new EvaluationPlan({ ...this.scope, ...wishes }, { members, describer, questions, spool });
  }

  /** Returns what asking will cost in US dollars; null where a model's price is unknown. */
  estimate(): PriceRange | null {
    return sumOf(this.prices());
  }

  /** Returns what asking one pair will cost. */
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
