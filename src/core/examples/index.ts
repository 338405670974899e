/** The examples in a question: found in its text, run on a reply's code in the sandbox, and what came out. */
export { type Example, givenText } from "./example.ts";
export { findExamples, type FoundExamples } from "./find-examples.ts";
export { codeToRun } from "./reply-code.ts";
export { type ExampleOutcome, runExamples, type RunnableCode } from "./run-examples.ts";
