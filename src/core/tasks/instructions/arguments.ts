import { TaskError } from "../task-check.ts";
import type { Arguments } from "./instruction.ts";

/** Reads what the instruction `id` was given. */
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
