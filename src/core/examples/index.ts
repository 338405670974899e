/** The examples of a question: found in its text and in test files, run on a reply's code in the sandbox, and what came out. */
export { type Example, givenText } from "./example.ts";
export { examplesFor, hasExamplesFor, type UnrunChecks, type QuestionExamples } from "./examples-for.ts";
export { findExamples, type FoundExamples } from "./find-examples.ts";
export { ownExamples } from "./own-examples.ts";
export { codeToRun, replyRunner } from "./reply-code.ts";
export { taskOfExamples } from "./task-of-examples.ts";
export { MOST_OF_A_FILE, type TestFile } from "./test-files.ts";
export { type ExampleOutcome, runExamples, type RunnableCode } from "./run-examples.ts";
