import { type LanguageOf, TaskError } from "../task-check.ts";

/** The arguments of one instruction: the number of words, the keywords, ... */
export interface Arguments {
  /** @throws TaskError when the argument is missing or not a text */
  text(name: string): string;
  /** @throws TaskError when the argument is missing or not a list of texts */
  texts(name: string): readonly string[];
  /** @throws TaskError when the argument is missing or not a whole number from 0 */
  count(name: string): number;
  /**
   * Whether a count satisfies the relation in `name`. @throws TaskError when the relation is neither of IFEval's two
   */
  holds(name: string, actual: number, threshold: number): boolean;
}

/** Whether a reply that is not empty follows one verifiable instruction, as IFEval's strict checks decide. */
export type Instruction = (reply: string, given: Arguments, languageOf: LanguageOf) => boolean;

/** Instructions by IFEval's names. */
export type Instructions = Readonly<Record<string, Instruction>>;

/** Returns a reader of the arguments of the instruction `id`. */
export function argumentsOf(id: string, given: Readonly<Record<string, unknown>>): Arguments {
  const wrong = (name: string, wanted: string): never => {
    throw new TaskError(
      `The instruction ${id} needs ${name}: ${wanted}; it has ${name in given ? JSON.stringify(given[name]) : "none"}.`,
    );
  };
  return {
    text(name) {
      const value = given[name];
      return typeof value === "string" && value.trim() !== "" ? value.trim() : wrong(name, "a text");
    },
    texts(name) {
      const value = given[name];
      const texts = Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
      return Array.isArray(value) && texts.length === value.length && texts.length > 0
        ? texts
        : wrong(name, "a list of texts");
    },
    count(name) {
      const value = given[name];
      return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : wrong(name, "a whole number");
    },
    holds(name, actual, threshold) {
      if (given[name] === "less than") return actual < threshold;
      if (given[name] === "at least") return actual >= threshold;
      return wrong(name, '"less than" or "at least"');
    },
  };
}
