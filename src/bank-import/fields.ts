import { createHash } from "node:crypto";
import * as v from "valibot";
import type { BankQuestion, Task } from "../core/question-bank/index.ts";
import type { ImportOptions } from "../import-rows/index.ts";

const notBlank = v.check((text: string) => text.trim() !== "", "it is empty");

/** A text that is not blank, unchanged. */
export const text = v.pipe(v.string(), notBlank);

/** A text that is not blank, trimmed. */
export const trimmed = v.pipe(v.string(), notBlank, v.trim());

/** An id or an answer, which some distributions write as a number. */
export const textOrNumber = v.union([trimmed, v.pipe(v.number(), v.finite(), v.transform(String))]);

/** A subject or category, which may be missing; blank counts as missing. */
export const label = v.pipe(
  v.nullish(v.string()),
  v.transform((name) => name?.trim() || undefined),
);

/** Returns the topic field of a question; no field when there is no topic. */
export function topic(name: string | undefined): Pick<BankQuestion, "topic"> {
  return name === undefined ? {} : { topic: name };
}

/**
 * Returns id, source and split of a question. The user's choice for the whole import takes precedence over the file.
 */
export function origin(
  options: ImportOptions,
  source: string,
  originalId: string,
  split: BankQuestion["split"] = "bank",
): Pick<BankQuestion, "id" | "source" | "split"> {
  const name = options.source ?? source;
  return { id: `${name}/${originalId}`, source: name, split: splitOf(options) ?? split };
}

/**
 * Returns the split that the user wants for every question; undefined for the paper's split, which is decided later per
 * question.
 */
export function splitOf({ split }: ImportOptions): BankQuestion["split"] | undefined {
  return split === "paper" ? undefined : split;
}

/** Returns the data set's own id of a question, whatever name the user gave the source. */
export function originalId({ id, source }: BankQuestion): string {
  return id.slice(source.length + 1);
}

/** Returns an id for a question whose data set has none: the same text has the same id in every file. */
export function contentId(question: string): string {
  return createHash("sha256").update(question).digest("hex").slice(0, 16);
}

/** Letters of the options; the longest published lists have ten. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Returns a multiple-choice task whose right option is the one at `index`. */
export function choice(options: readonly string[], index: number): Task {
  return { kind: "choice", options: [...options], answer: letters.charAt(index) };
}

/** Returns the index of the option that a letter stands for; -1 for anything that is not one of `count` options. */
export function optionIndex(letter: string, count: number): number {
  return letter.length === 1 ? letters.slice(0, count).indexOf(letter) : -1;
}
