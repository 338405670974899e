import { createHash } from "node:crypto";
import * as v from "valibot";
import type { BankQuestion, Task } from "../core/question-bank/index.ts";
import type { ImportOptions } from "../import-rows/index.ts";

const notBlank = v.check((text: string) => text.trim() !== "", "it is empty");

/** Text that says something, kept as it is. */
export const text = v.pipe(v.string(), notBlank);

/** Text that says something, without the blanks around it. */
export const trimmed = v.pipe(v.string(), notBlank, v.trim());

/** An id or an answer, which some distributions write as a number. */
export const textOrNumber = v.union([trimmed, v.pipe(v.number(), v.finite(), v.transform(String))]);

/** A subject or category, which may be missing; blank counts as missing. */
export const label = v.pipe(
  v.nullish(v.string()),
  v.transform((name) => name?.trim() || undefined),
);

/** The topic of a question; no field at all where there is none. */
export function topic(name: string | undefined): Pick<BankQuestion, "topic"> {
  return name === undefined ? {} : { topic: name };
}

/** Where a question comes from: what the user says of the whole import goes before what the file says. */
export function origin(
  options: ImportOptions,
  source: string,
  originalId: string,
  split: BankQuestion["split"] = "bank",
): Pick<BankQuestion, "id" | "source" | "split"> {
  const name = options.source ?? source;
  return { id: `${name}/${originalId}`, source: name, split: splitOf(options) ?? split };
}

/** The split that the user wants for every question; the paper's is not one but two, and is told later. */
export function splitOf({ split }: ImportOptions): BankQuestion["split"] | undefined {
  return split === "paper" ? undefined : split;
}

/** What the data set itself calls a question, whichever name the user gave the source. */
export function originalId({ id, source }: BankQuestion): string {
  return id.slice(source.length + 1);
}

/** An id for a question whose data set has none: the same text has the same id, whichever file it comes in. */
export function contentId(question: string): string {
  return createHash("sha256").update(question).digest("hex").slice(0, 16);
}

/** Answers are letters; the longest published lists of options have ten. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Multiple choice whose right option is the one at `index`. */
export function choice(options: readonly string[], index: number): Task {
  return { kind: "choice", options: [...options], answer: letters.charAt(index) };
}

/** The option that a letter stands for, from 0 on; -1 for what is not one of `count` options. */
export function optionIndex(letter: string, count: number): number {
  return letter.length === 1 ? letters.slice(0, count).indexOf(letter) : -1;
}
