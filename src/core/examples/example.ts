import type { Language } from "../code-runner.ts";
import type { Argument } from "./values.ts";

/** What an example gives to the code. */
export type Given =
  /** An expression that calls the code; its value is compared. */
  | { readonly kind: "call"; readonly call: string }
  /** Arguments of a function that the example does not name. */
  | { readonly kind: "arguments"; readonly list: readonly Argument[] }
  /** Statements before an expression, as in a session of Python's prompt. */
  | { readonly kind: "session"; readonly before: string; readonly call: string }
  /** A test that throws when the code is wrong. */
  | { readonly kind: "test"; readonly code: string }
  /** Standard input of a program. */
  | { readonly kind: "input"; readonly text: string };

/** An example in a question: what the code is given, and what must come out. */
export interface Example {
  readonly given: Given;
  /** As the question writes it: a value, or the printed output; null for a test, which holds what it expects. */
  readonly expected: string | null;
  /** Language of the example's own syntax; null when it is the same in all of them. */
  readonly language: Exclude<Language, "typescript"> | null;
}

/** An example with the place at which it begins in the question. */
export interface PlacedExample extends Example {
  readonly at: number;
}

/** Returns what an example gives, in one text for readers. */
export function givenText({ given }: Example): string {
  switch (given.kind) {
    case "call":
      return given.call;
    case "arguments":
      return given.list.map(({ name, value }) => (name === null ? value : `${name} = ${value}`)).join(", ");
    case "session":
      return `${given.before}\n${given.call}`.trim();
    case "test":
      return given.code;
    case "input":
      return given.text;
  }
}
