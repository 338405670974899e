import type { Question } from "../question.ts";
import { examplesFor, type QuestionExamples } from "./examples-for.ts";
import { findExamples } from "./find-examples.ts";
import { examplesInTests, isTestFile } from "./test-files.ts";

/** Maximum length of the examples that a reader gives at once, in characters. */
export const MOST_OF_OWN = 10_000;
/** Maximum length of a refused example in its message, in characters. */
const SHOWN = 80;

/**
 * Reads an example of the reader's own: a call with its result, an assertion, a session, or tests of a file. It may call
 * whatever the code of the answers defines.
 *
 * @param question that the answers are about; its function and imports hold for the example, too
 * @throws Error in a sentence when there is no example that can be run
 */
export function ownExamples(text: string, question: Question): QuestionExamples {
  if (text.length > MOST_OF_OWN)
    throw new Error(`This is too long for an example: SMCS reads up to ${MOST_OF_OWN} characters at once.`);
  const { main, imports, isAsync } = examplesFor(question);
  const file = { label: "", text };
  const isTests = isTestFile(file);
  const found = isTests ? examplesInTests(file, { text: question.text, code: "" }) : findExamples(text);
  const examples = found.examples.map(({ given, expected, language }) => ({ given, expected, language }));
  if (examples.length === 0) {
    const shown = text.trim().replaceAll(/\s+/gu, " ");
    throw new Error(
      `This is not an example that SMCS can run: "${shown.slice(0, SHOWN)}${shown.length > SHOWN ? "…" : ""}". ` +
        "Write a call and its result, such as double(2) == 4, or an assertion that needs nothing but the answer's code.",
    );
  }
  return {
    examples,
    main,
    imports: [...new Set([...imports, ...found.imports])],
    isAsync: isAsync || found.isAsync,
    unrun: "left" in found && found.left > 0 ? [{ from: "", count: found.left }] : [],
  };
}
