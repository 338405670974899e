import type { ChatMessage } from "../../core/ports.ts";
import type { PromptTemplates } from "../../core/prompts/index.ts";
import type { EvaluationScope } from "./evaluation-plan.ts";
import type { PlannedMember } from "./planned-member.ts";
import type { PlannedPrompt, PlannedQuestion } from "./planned-question.ts";
import type { AskedQuestion } from "../kept/index.ts";
import type { EvaluationRun, Pair } from "./run.ts";
import type { Standing } from "./standing.ts";

/** What a member is asked for, and how its replies are used. */
export interface Purpose {
  readonly messages: (question: AskedQuestion, templates: PromptTemplates) => ChatMessage[];
  /** What planning knows about these messages. */
  readonly prompt: (question: PlannedQuestion) => PlannedPrompt;
  /** Returns the output tokens of a model that does not think, for the lower end of an estimate. */
  readonly typicalOutput: (question: PlannedQuestion) => number;
  /** Returns what a pair still needs, according to the wishes. */
  readonly standing: (
    question: PlannedQuestion,
    member: PlannedMember,
    wishes: Pick<EvaluationScope, "refreshStale" | "checkAgain">,
  ) => Standing;
  /** Returns why a reply is not worth keeping; null when it is. */
  readonly refusal: (reply: string) => string | null;
  /** Writes the content of a pair's kept reply to the bank. Never rejects: failures are counted, or end the run. */
  readonly settle: (pair: Pair, run: EvaluationRun) => Promise<void>;
}
