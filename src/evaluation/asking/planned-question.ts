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
  /** Position in the spool. */
  readonly place: Place;
  /** The prompt for an answer. */
  readonly prompt: PlannedPrompt;
  /** The prompt for keywords; null when none are wanted. */
  readonly keywords: PlannedPrompt | null;
  /** `checkFingerprint`. */
  readonly check: string;
  /** Name of the checker in outcomes. */
  readonly checker: string;
  /** The bank's value for each member: `outcomeName` of a checked outcome. */
  readonly known: readonly (string | undefined)[];
}

/** Suffix of simulated outcomes' checkers, because simulated models have the names of real ones. */
const SIMULATED = " (simulated)";
/** Stands for any outcome of a real model when simulated ones are evaluated. */
export const REAL = "real";

/** Returns the name of a checker in outcomes: kind and version. */
function checkerName(version: string, simulated: boolean): string {
  return simulated ? `${version}${SIMULATED}` : version;
}

/** Returns the key by which two outcomes are compared. */
export function outcomeName(value: number, checker: string): string {
  return `${value} ${checker}`;
}

/** What is needed to plan questions, the same for all of them. */
interface Planning {
  /** Bank names of the members. */
  readonly models: readonly string[];
  readonly simulated: boolean;
  /** Whether to request keywords for questions without any. */
  readonly describe: boolean;
  readonly templates: PromptTemplates;
  /** Returns one string object for equal texts, because there are many outcomes and few different ones. */
  readonly shared: (text: string) => string;
}

/** Returns what planning needs to know about a bank question. */
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
    // Models are chosen only by the skills of bank questions.
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
 * Returns undefined for an outcome that an evaluation may replace: weaker evidence, and a simulated outcome when a real
 * model is evaluated.
 */
function knownName(outcome: BankQuestion["capability"][string] | undefined, simulated: boolean): string | undefined {
  if (outcome === undefined) return undefined;
  const { value, evidence, checker = "" } = outcome;
  const isSimulated = checker.endsWith(SIMULATED);
  if (simulated && !isSimulated) return REAL;
  return evidence === "checked" && isSimulated === simulated ? outcomeName(value, checker) : undefined;
}

/** Returns the messages that a question is asked with: its task's prompt (Fig. 8), the user's own or SMCS's. */
export function askedMessages(question: Parameters<typeof taskPrompt>[0], templates?: PromptTemplates): ChatMessage[] {
  const { system, user } = taskPrompt(question, templates);
  return [...(system === null ? [] : [{ role: "system", content: system } as const]), { role: "user", content: user }];
}
