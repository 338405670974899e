import type { LanguageOf } from "../task-check.ts";

/** What one instruction was given: the number of words, the keywords, ... */
export interface Arguments {
  /** @throws TaskError when it is missing or no text */
  text(name: string): string;
  /** @throws TaskError when it is missing or no list of texts */
  texts(name: string): readonly string[];
  /** @throws TaskError when it is missing or no whole number from 0 on */
  count(name: string): number;
  /** Whether a count is as the relation in `name` demands. @throws TaskError when that is neither of IFEval's two */
  holds(name: string, actual: number, threshold: number): boolean;
}

/** Whether a reply that is not empty follows one verifiable instruction, as IFEval's strict checks decide. */
export type Instruction = (reply: string, given: Arguments, languageOf: LanguageOf) => boolean;

/** Instructions by IFEval's names. */
export type Instructions = Readonly<Record<string, Instruction>>;
