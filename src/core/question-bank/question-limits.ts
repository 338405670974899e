import type { BankQuestion, Task } from "./bank-question.ts";

/** Maximum sizes of a question's parts. They guard against untrusted files; honest ones stay far below. */
export const questionLimits = {
  /** Characters of an id. */
  id: 500,
  /** Characters of a source, domain, topic, embedding space, model name, checker or date. */
  name: 200,
  /** Characters of a question, or of its starter code: reports with tables have some ten thousand. */
  question: 100_000,
  /** Models with an outcome. */
  models: 10_000,
  /** Numbers of an embedding. */
  embedding: 65_536,
  /** Options of a choice; each has a letter. */
  options: 26,
  /** Characters of an option, an answer, a pattern, or a part that a reply must contain. */
  answer: 20_000,
  /** Parts that a reply must contain. */
  parts: 1_000,
  /** Instructions of a task; IFEval has three. */
  instructions: 100,
  /** Characters of one instruction's arguments, as JSON. */
  given: 100_000,
  /** Characters of a dotted name of code. */
  entryPoint: 200,
  /** Tests, cases or calls of a task. */
  cases: 1_000,
  /** Wrong solutions of a task. */
  wrong: 100,
  /** Characters of a program, a test, or one side of a case. */
  code: 4_000_000,
  /** Milliseconds that a program may take. */
  timeLimitMs: 120_000,
} as const;

/** A part that is too large, and its limit. */
type Finding = string | undefined;

/** Returns which field of a question exceeds its limit, and the limit; undefined when none does. */
export function beyondLimits(question: BankQuestion): string | undefined {
  const { id, source, domain, topic, embedding, space, capability } = question;
  return (
    tooLong("id", id, questionLimits.id) ??
    named({ source, domain, topic, space }) ??
    tooLong("question", question.question, questionLimits.question) ??
    tooMany("embedding", embedding, questionLimits.embedding, "numbers") ??
    tooManyOutcomes(capability) ??
    taskBeyondLimits(question.task)
  );
}

/** As `beyondLimits`, for a task alone, because banks of earlier versions were not checked in this way. */
export function taskBeyondLimits(task: Task): string | undefined {
  const { answer, parts, options } = questionLimits;
  switch (task.kind) {
    case "choice":
      return (
        tooLong("task.answer", task.answer, answer) ??
        tooMany("task.options", task.options, options, "options") ??
        eachTooLong("task.options", task.options, answer)
      );
    case "math":
      return tooLong("task.answer", task.answer, answer);
    case "text":
      return (
        tooLong("task.exact", task.exact, answer) ??
        tooLong("task.pattern", task.pattern, answer) ??
        tooMany("task.containsAll", task.containsAll, parts, "texts") ??
        eachTooLong("task.containsAll", task.containsAll, answer)
      );
    case "instructions":
      return (
        tooMany("task.ids", task.ids, questionLimits.instructions, "instructions") ??
        eachTooLong("task.ids", task.ids, questionLimits.name) ??
        tooMany("task.kwargs", task.kwargs, questionLimits.instructions, "instructions") ??
        eachTooLong("task.kwargs", task.kwargs.map(asJson), questionLimits.given)
      );
    case "code-tests":
      return codeBeyondLimits(task);
    case "open":
      return undefined;
  }
}

/** As `beyondLimits`, for names of models. */
export function namesBeyondLimits(field: string, models: readonly string[]): string | undefined {
  return (
    tooMany(field, models, questionLimits.models, "models") ??
    (models.some(({ length }) => length > questionLimits.name)
      ? finding(field, `the name of a model may have at most ${shown(questionLimits.name)} characters`)
      : undefined)
  );
}

function codeBeyondLimits(task: Task & { kind: "code-tests" }): Finding {
  const { cases, code, wrong, timeLimitMs } = questionLimits;
  const { tests, stdio, calls, setup, starter, fixture, reference } = task;
  return (
    notAName(task) ??
    (task.language !== "python" && [...(stdio ?? []), ...(calls ?? [])].length > 0
      ? finding(stdio === undefined ? "task.calls" : "task.stdio", "such cases are there for Python only; write tests")
      : undefined) ??
    ((task.timeLimitMs ?? 0) > timeLimitMs
      ? finding("task.timeLimitMs", `it may be at most ${shown(timeLimitMs)} ms`)
      : undefined) ??
    tooMany("task.tests", tests, cases, "tests") ??
    tooMany("task.stdio", stdio, cases, "cases") ??
    tooMany("task.calls", calls, cases, "calls") ??
    tooMany("task.wrong", task.wrong, wrong, "solutions") ??
    tooLong("task.setup", setup, code) ??
    tooLong("task.starter", starter, questionLimits.question) ??
    tooLong("task.fixture", fixture, code) ??
    tooLong("task.reference", reference, code) ??
    eachTooLong("task.tests", tests, code) ??
    eachTooLong("task.wrong", task.wrong, code) ??
    eachTooLong("task.stdio", stdio?.flatMap(sides), code) ??
    eachTooLong("task.calls", calls?.flatMap(sides), code)
  );
}

const name = {
  python: String.raw`[\p{ID_Start}_]\p{ID_Continue}*`,
  script: String.raw`[\p{ID_Start}_$][\p{ID_Continue}$]*`,
};
const dotted = {
  python: new RegExp(String.raw`^${name.python}(?:\.${name.python})*$`, "u"),
  script: new RegExp(String.raw`^${name.script}(?:\.${name.script})*$`, "u"),
};

/** Refuses an entry point that is not a plain name, because it is written into the program that tests it. */
function notAName({ entryPoint, language }: Task & { kind: "code-tests" }): Finding {
  if (entryPoint === undefined) return undefined;
  const long = tooLong("task.entryPoint", entryPoint, questionLimits.entryPoint);
  if (long !== undefined) return long;
  if (dotted[language === "python" ? "python" : "script"].test(entryPoint)) return undefined;
  return finding("task.entryPoint", `it must be a name of ${language}, such as add or Solution.add`);
}

function tooManyOutcomes(capability: BankQuestion["capability"]): Finding {
  const names = namesBeyondLimits("capability", Object.keys(capability));
  if (names !== undefined) return names;
  const texts = Object.values(capability).flatMap(({ checker = "", at = "" }) => [checker, at]);
  return texts.some(({ length }) => length > questionLimits.name)
    ? finding("capability", `checker and at may have at most ${shown(questionLimits.name)} characters`)
    : undefined;
}

function named(fields: Readonly<Record<string, string | undefined>>): Finding {
  for (const [field, text] of Object.entries(fields)) {
    const found = tooLong(field, text, questionLimits.name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function tooLong(field: string, text: string | undefined, most: number): Finding {
  return text === undefined || text.length <= most
    ? undefined
    : finding(field, `it may have at most ${shown(most)} characters`);
}

function eachTooLong(field: string, texts: readonly string[] | undefined, most: number): Finding {
  const at = texts?.findIndex(({ length }) => length > most) ?? -1;
  return at === -1 ? undefined : finding(field, `each of them may have at most ${shown(most)} characters`);
}

function tooMany(field: string, list: readonly unknown[] | undefined, most: number, what: string): Finding {
  return list === undefined || list.length <= most
    ? undefined
    : finding(field, `it may have at most ${shown(most)} ${what}`);
}

function finding(field: string, limit: string): string {
  return `${field} is not usable: ${limit}`;
}

const sides = ({ input, output }: { input: string; output: string }): string[] => [input, output];
const asJson = (value: unknown): string => JSON.stringify(value);

/** With commas between thousands. */
function shown(count: number): string {
  return String(count).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
}
