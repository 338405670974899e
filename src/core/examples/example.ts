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
  /** Name of the test file that it stands in; absent for the question itself. */
  readonly from?: string;
  /** Names without which code is not run on it; absent for none. */
  readonly needs?: readonly string[];
}

/** An example with what decides which of several are kept, and their order. */
export interface PlacedExample extends Example {
  /** Index in the question at which it begins. */
  readonly at: number;
  /** Whether the question says that its result must come out, and not only that it does; default true. */
  readonly isDemanded?: boolean;
}

/** Returns a test that code passes by throwing an exception. */
export function raisingTest(code: string, error: string, language: "python" | "javascript"): Omit<PlacedExample, "at"> {
  const test =
    language === "javascript"
      ? `assert.throws(() => ${code}, ${error})`
      : [
          "try:",
          indented(code),
          `except ${error}:`,
          "    pass",
          "else:",
          `    raise AssertionError("no ${error}")`,
        ].join("\n");
  return { given: { kind: "test", code: test }, expected: null, language };
}

/** Returns lines of Python, each as far to the right as the body of a block. */
export function indented(code: string): string {
  return `    ${code.replaceAll("\n", "\n    ")}`;
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
