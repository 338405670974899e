import { skillPrompt } from "../../core/messages/index.ts";
import type { ChatMessage } from "../../core/ports.ts";
import type { PromptTemplates } from "../../core/prompts/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { checkerVersion, type TaskKind, taskPrompt } from "../../core/tasks/index.ts";
import type { Place } from "../../storage/index.ts";
import { checkFingerprint, promptFingerprint } from "./fingerprint.ts";

/** Messages, without their texts. */
export interface PlannedPrompt {
  /** `promptFingerprint`. */
  readonly fingerprint: string;
  /** In UTF-8. */
  readonly bytes: number;
}

/** A question of an evaluation, without its texts. */
export interface PlannedQuestion {
  readonly id: string;
  readonly kind: TaskKind;
  /** In the spool. */
  readonly place: Place;
  /** What it is asked with. */
  readonly prompt: PlannedPrompt;
  /** What its keywords are asked with; null where none are wanted. */
  readonly keywords: PlannedPrompt | null;
  /** `checkFingerprint`. */
  readonly check: string;
  /** The checker as outcomes name it. */
  readonly checker: string;
  /** What the bank has by member: `outcomeName` of a checked outcome. */
  readonly known: readonly (string | undefined)[];
}

/** The simulated models bear the names of real ones: their outcomes say what they are. */
const SIMULATED = " (simulated)";
/** Stands for whatever a bank knows of real models, where simulated ones are evaluated. */
export const REAL = "real";

/** Returns a checker as outcomes name it: kind and version. */
function checkerName(version: string, simulated: boolean): string {
  return simulated ? `${version}${SIMULATED}` : version;
}

/** Returns what two outcomes are compared by. */
export function outcomeName(value: number, checker: string): string {
  return `${value} ${checker}`;
}

/** What planning a question goes by, the same for all questions. */
interface Planning {
  /** Bank names of the members. */
  readonly models: readonly string[];
  readonly simulated: boolean;
  /** Whether it shall get keywords, where it has none. */
  readonly describe: boolean;
  readonly templates: PromptTemplates;
  /** Gives equal texts back as one, since there are many outcomes and few different ones. */
  readonly shared: (text: string) => string;
}

/** Everything about a bank question that planning needs. */
export function planQuestion(
  question: BankQuestion,
  place: Place,
  { models, simulated, describe, templates, shared }: Planning,
): PlannedQuestion {
  const { split, skills = [] } = question;
  return {
    id: question.id,
    kind: question.task.kind,
    place,
    prompt: plannedPrompt(askedMessages(question, templates)),
    // Models are chosen by the skills of bank questions alone.
    keywords: describe && split === "bank" && skills.length === 0 ? plannedPrompt(skillPrompt(question)) : null,
    check: checkFingerprint(question.task),
    checker: shared(checkerName(checkerVersion(question.task), simulated)),
    known: models.map((model) => {
      const name = knownName(question.capability[model], simulated);
      return name === undefined ? undefined : shared(name);
    }),
  };
}

function plannedPrompt(messages: readonly ChatMessage[]): PlannedPrompt {
  const bytes = messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  return { fingerprint: promptFingerprint(messages), bytes };
}

/**
 * Returns undefined for what an evaluation may replace: weaker evidence, and simulated outcomes in favour of real ones.
 */
function knownName(outcome: BankQuestion["capability"][string] | undefined, simulated: boolean): string | undefined {
  if (outcome === undefined) return undefined;
  const { value, evidence, checker = "" } = outcome;
  const isSimulated = checker.endsWith(SIMULATED);
  if (simulated && !isSimulated) return REAL;
  return evidence === "checked" && isSimulated === simulated ? outcomeName(value, checker) : undefined;
}

/** Returns the messages that a question is asked with: its task's prompt (Fig. 8), the user's own or ours. */
export function askedMessages(question: Parameters<typeof taskPrompt>[0], templates?: PromptTemplates): ChatMessage[] {
  const { system, user } = taskPrompt(question, templates);
  return [...(system === null ? [] : [{ role: "system", content: system } as const]), { role: "user", content: user }];
}
