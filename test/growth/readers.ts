import { builtInEmbedder } from "../../src/embedding/built-in/built-in-embedder.ts";
import { readEmbeddings } from "../../src/embedding/endpoint/embeddings-reply.ts";
import { languageOf } from "../../src/sandbox/checker/language-of.ts";
import { csvRows } from "../../src/row-files/csv-rows.ts";
import { jsonEntries } from "../../src/row-files/json-entries.ts";
import { jsonLines } from "../../src/row-files/lines.ts";
import { testsOf } from "../../src/bank-import/livecodebench-tests.ts";
import { pairTask } from "../../src/bank-import/pair-task.ts";
import { pickledText } from "../../src/bank-import/pickled-text.ts";
import { shapeOf } from "../../src/bank-import/file-shape.ts";
import { parsedWithin, wholeFields } from "../../src/bank-import/small-json.ts";
import { chunked, collected } from "../support/bank-import/rows.ts";
import { validated } from "../../src/import-rows/validated.ts";
import { holdsAnswer } from "../../src/core/answer/cut-off.ts";
import {
  choiceIn,
  codeBlocks,
  exactAnswers,
  fencedBlocks,
  lastBoxed,
  looksWhole,
  mathAnswerIn,
  readAnswers,
  sameAnswerTo,
  sameLiteral,
} from "../../src/core/reading/index.ts";
import { fenced } from "../../src/core/fenced.ts";
import { plainLine } from "../../src/core/plain-line.ts";
import { normaliseModelName } from "../../src/core/model-names/index.ts";
import { examplesFor, findExamples, ownExamples } from "../../src/core/examples/index.ts";
import { comparableText } from "../../src/core/question-bank/index.ts";
import { aggregationPrompt } from "../../src/core/messages/index.ts";
import { filled, placesIn } from "../../src/core/prompts/template.ts";
import { readKeywords } from "../../src/core/skills/read-keywords.ts";
import { namedResponse } from "../../src/core/systems/voting/named-response.ts";
import { codeInReply, instructionIds, judgeReply, solutionName, type TaskOf } from "../../src/core/tasks/index.ts";
import { lastStatement } from "../../src/core/reading/final-statement.ts";
import { lackingIn } from "../../src/core/tasks/lacking.ts";
import { withStandIns } from "../../src/core/tasks/stand-ins.ts";
import { sameOutput } from "../../src/core/tasks/same-output.ts";
import { definesAgain } from "../../src/host/code/defines-again.ts";
import { fenceInfo } from "../../src/host/code/fence-info.ts";
import { fitted } from "../../src/host/code/fitted.ts";
import { outermost } from "../../src/host/code/indentation.ts";
import { importsFile } from "../../src/host/context/test-patterns.ts";
import { diffParts } from "../../src/host/context/diff-parts.ts";
import { redacted } from "../../src/host/diagnostics/redacted.ts";
import { containedMarkdown } from "../../src/host/history/contained-markdown.ts";
import { shareable } from "../../src/host/history/shareable.ts";
import type { Work } from "./growth.ts";

const python: TaskOf<"code-tests"> = { kind: "code-tests", language: "python", entryPoint: "add", tests: ["add(1)"] };
const script: TaskOf<"code-tests"> = { ...python, language: "typescript" };
const options = ["Paris", "London", "Rome", "Berlin"];
const question = { text: "Q?", context: [], conversation: [] };
const tools = { equalMath: () => null, languageOf };
const embedder = builtInEmbedder();

const ofTests = (label: string, text: string): unknown =>
  examplesFor({ ...question, text: "Fix add", context: [{ label, text }] });

/** The arguments of each instruction of IFEval. */
const given = {
  ...{ keywords: ["cat"], forbidden_words: ["dog"], keyword: "war", frequency: 2, relation: "at least", letter: "a" },
  ...{ let_frequency: 3, let_relation: "at least", language: "en", num_words: 3, num_sentences: 2, num_paragraphs: 2 },
  ...{ nth_paragraph: 2, first_word: "Hello", num_placeholders: 2, postscript_marker: "P.S.", num_bullets: 2 },
  ...{ num_highlights: 2, section_spliter: "SECTION", num_sections: 2, prompt_to_repeat: "Say it.", end_phrase: "So." },
  ...{ capital_frequency: 2, capital_relation: "at least" },
};

const least = { id: "1", source: "s", question: "Q?" };

/**
 * All functions that read texts of models, servers or authors of files, by name. Patterns of files and formulas are
 * left out: they run in the checker's process, under a time limit.
 */
export const readers: Readonly<Record<string, Work>> = {
  "the examples of a question": (text) => findExamples(text),
  "the examples in tests (Python)": (text) => ofTests("test_a.py", text),
  "the examples in tests (TypeScript)": (text) => ofTests("a.test.ts", text),
  "an example of the reader's own": (text) => {
    try {
      ownExamples(text.slice(0, 10_000), question);
    } catch (error) {
      return error;
    }
    return null;
  },
  "the file that tests import": (text) => [importsFile(text, "a/slug.py"), importsFile(text, "a/slug.ts")],
  "code in a reply (Python)": (text) => codeInReply(python, text),
  "code in a reply (TypeScript)": (text) => codeInReply(script, text),
  "names in tests": (text) => codeInReply({ kind: "code-tests", language: "python", tests: [text] }, "x"),
  "the solution's name": (text) =>
    solutionName({ kind: "code-tests", language: "python", tests: [text], reference: text }),
  "fenced blocks": fencedBlocks,
  "code blocks": codeBlocks,
  "a fence around a text": (text) => fenced(text),
  "an answer in a reply that was cut off": (text) => holdsAnswer(text, question, false),
  "code in a reply that was cut off": (text) => holdsAnswer(`import os\n${text}`, question, true),
  "whether Python code is whole": (text) => looksWhole(text, "python"),
  "whether other code is whole": (text) => looksWhole(text, "javascript"),
  "the last box": lastBoxed,
  "the last statement": lastStatement,
  "a choice": (text) => choiceIn(text, options),
  "a choice between long options": (text) => choiceIn("The answer is (B).", [text, "x"]),
  "a mathematical answer": mathAnswerIn,
  "exact answers": exactAnswers,
  literals: (text) => sameLiteral(text, text),
  "literals as in JSON": (text) => sameLiteral(text, text, "alike"),
  output: (text) => sameOutput(`${text}1`, `${text}2`),
  "what Python code lacks": (text) => lackingIn("python", text),
  "what JavaScript code lacks": (text) => lackingIn("javascript", text),
  "JavaScript code with stand-ins": (text) => withStandIns("javascript", text, "mark"),
  "a text's check": (text) => judgeReply({ kind: "text", exact: text, containsAll: ["x", "cat"] }, text, tools),
  "a template": (text) => [placesIn(text), filled(text, { question: "Why?" })],
  "what stands in a template": (text) => filled("{question}\n\n{options}", { question: text, options: text }),
  "answers to be merged": (text) => aggregationPrompt({ ...question, text }, [text, text]),
  keywords: readKeywords,
  "a named response": (text) => namedResponse(text, 3),
  "a declared answer": (text) => readAnswers(question, [text, text], false),
  "the same answer": (text) =>
    sameAnswerTo(question, undefined)({ text, readings: [text] }, { text: `${text}.`, readings: [text] }),
  "one line": (text) => plainLine(text, 100),
  "a question's text": comparableText,
  "a model's name": normaliseModelName,
  "the embedder": (text) => embedder.embed([text], "document"),
  "a reply of embeddings": readsEmbeddings,
  "JSON lines": (text) => collected(jsonLines(chunked(text))),
  "a JSON document": (text) => collected(jsonEntries(chunked(text))),
  "a long text in a JSON document": (text) => collected(jsonEntries(chunked(JSON.stringify([{ text }])))),
  "JSON of few parts": (text) => orRefused(() => parsedWithin(text, { parts: 1_000_000, depth: 200 })),
  "the whole fields of JSON that breaks off": (text) => wholeFields(`{"a":"b",${text}`),
  "a pickled text": (text) => orRefused(() => pickledText(Buffer.from(`V${text}\n.`))),
  "packed tests": (text) => orRefused(() => testsOf("tests", text, "stdin")),
  CSV: (text) => collected(csvRows(chunked(`a,b\n${text}`), ["a"])),
  "a file's shape": (text) => shapeOf(Buffer.from(text), true),
  "a pair's answer": (text) => pairTask(text, options),
  "an imported entry point": (text) => validated(1, { ...least, task: { ...python, entryPoint: text } }),
  "imported flags": (text) => validated(1, { ...least, task: { kind: "text", pattern: "a", flags: text } }),
  "an imported id": (text) => validated(1, { ...least, id: text, capability: { [text]: 1 }, task: { kind: "open" } }),
  "a fence's line": fenceInfo,
  "a definition in code": (text) => definesAgain(text, "x = 1", { name: "x", start: 0, end: 5, nameStart: 0 }),
  "code that is inserted": (text) => fitted(text, "a\nb", { start: 1, end: 1 }, { insertSpaces: true, tabSize: 4 }),
  "code's indentation": outermost,
  "a diff": diffParts,
  "a report": (text) => redacted(text, { secrets: ["secret"], texts: ["text"], folders: ["/home/me"], names: ["me"] }),
  "an export": (text) => shareable({ text }, { secrets: ["secret"], home: "/home/me" }),
  "Markdown in an export": containedMarkdown,
  ...Object.fromEntries(
    instructionIds.map((id): [string, Work] => [
      id,
      (text) => judgeReply({ kind: "instructions", ids: [id], kwargs: [given] }, text, tools),
    ]),
  ),
};

function readsEmbeddings(text: string): unknown {
  return orRefused(() => readEmbeddings(text, 1));
}

/** Returns the result of some work; null if the text is refused, which takes reading as well. */
function orRefused(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return null;
  }
}
