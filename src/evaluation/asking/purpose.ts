import type { ChatMessage } from "../../core/ports.ts";
import type { PromptTemplates } from "../../core/prompts/index.ts";
import type { EvaluationScope } from "./evaluation-plan.ts";
import type { PlannedMember } from "./planned-member.ts";
import type { PlannedPrompt, PlannedQuestion } from "./planned-question.ts";
import type { AskedQuestion } from "../kept/index.ts";
import type { EvaluationRun, Pair } from "./run.ts";
import type { Standing } from "./standing.ts";

/** What a member is asked for, and what becomes of its replies. */
export interface Purpose {
  readonly messages: (question: AskedQuestion, templates: PromptTemplates) => ChatMessage[];
  /** What planning knows of these messages. */
  readonly prompt: (question: PlannedQuestion) => PlannedPrompt;
  /** Output tokens of a model that does not think, for the lower end of an estimate. */
  readonly typicalOutput: (question: PlannedQuestion) => number;
  /** What a pair still needs, by what was wished. */
  readonly standing: (
    question: PlannedQuestion,
    member: PlannedMember,
    wishes: Pick<EvaluationScope, "refreshStale" | "checkAgain">,
  ) => Standing;
  /** What is wrong with a reply that is not worth keeping; null where nothing is. */
  readonly refusal: (reply: string) => string | null;
  /**
   * Puts what the kept reply of a pair says into the bank. Never rejects: what goes wrong is counted, or ends the run.
   */
  readonly settle: (pair: Pair, run: EvaluationRun) => Promise<void>;
}
