import path from "node:path";
import { comparableText, questionLimits } from "../core/question-bank/index.ts";
import { contentId, splitOf } from "./fields.ts";
import { shapedRows, shapeHead, shapeOf } from "./file-shape.ts";
import { type ImportFormat, type ImportOptions, type ImportRow, validated } from "../import-rows/index.ts";
import { pairTask } from "./pair-task.ts";
import { badRow, peeked } from "../row-files/index.ts";

/** Maximum size of a line in bytes: long enough for any question to a model. */
const longestLine = 1024 * 1024;

/** Names of fields, in the order in which they are tried; case and punctuation do not count. */
const names = {
  question: ["question", "prompt", "problem", "instruction", "input", "query"],
  answer: [
    ...["answer", "expectedanswer", "expected", "expectedoutput", "output", "response", "completion"],
    ...["solution", "target", "reference", "ideal", "correctanswer"],
  ],
  context: ["context", "passage"],
  options: ["options", "choices"],
  id: ["id", "questionid", "uid"],
  source: ["source"],
  domain: ["domain"],
  topic: ["topic", "subject", "category"],
  split: ["split"],
} as const;

/** Fields of SMCS's own format, which are taken unchanged when they hold more than a text. */
const ownFields = ["task", "capability", "skills", "embedding"] as const;

/**
 * Format of plain questions and answers under their usual names: JSON lines, a JSON document or a table with a header.
 * The other fields that the bank needs are derived: an id from the question's text, so that the same question has the
 * same id in every file; the file's name as the source; a check when the answer allows a reliable one. An `instruction`
 * with an `input`, and a question with a `context`, are joined.
 */
export const pairsFormat: ImportFormat = {
  name: "pairs",
  description: "Plain questions and answers: JSON lines, JSON, or a table (CSV) with a header",
  marks: [],
  async *rows(file, options) {
    const { head, isWhole, bytes } = await peeked(file, shapeHead);
    const shape = shapeOf(head, isWhole);
    if (shape === null) return;
    for await (const entry of shapedRows(bytes, shape, longestLine)) {
      yield entry.kind === "bad" ? entry : pairRow(entry.at, entry.value, options);
    }
  },
};

/** Returns whether a row has a value, usable or not, under a usual name of a question. */
export function hasQuestion(row: object): boolean {
  return new Fields(row).find(names.question, isFilled) !== undefined;
}

/** Returns the question of a row of plain fields, or why there is none. */
function pairRow(at: number, value: unknown, options: ImportOptions): ImportRow {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return badRow(at, `it is ${nameOf(value)}, not an object with fields`);
  }
  const fields = new Fields(value);
  const asked = questionOf(fields);
  if ("reason" in asked) return badRow(at, asked.reason);
  const { question } = asked;
  if (question.length > questionLimits.question) {
    const length = question.length.toLocaleString("en");
    return badRow(
      at,
      `the question has ${length} characters, and at most ${questionLimits.question.toLocaleString("en")} fit`,
    );
  }
  if (question.includes("\uFFFD")) {
    return badRow(at, "the question holds characters that are not UTF-8: save the file as UTF-8");
  }
  const answer = fields.find(names.answer, isFilled);
  const given = fields.find(names.options, isFilled)?.value;
  const own = fields.own();
  const made = pairTask(answer?.value, typeof given === "string" ? undefined : given);
  const row = validated(at, {
    ...origin(fields, options, question, given),
    ...label("domain", fields.text(names.domain)),
    ...label("topic", fields.text(names.topic)),
    question,
    task: made.task,
    ...own,
  });
  if (row.kind !== "question") return row;
  const check = "task" in own ? "task" : made.check;
  return { ...row, understood: { question: asked.from, answer: answer?.name ?? null, check } };
}

/** Returns the question's text and the fields that it comes from. */
function questionOf(fields: Fields): { question: string; from: readonly string[] } | { reason: string } {
  const main = fields.find(names.question, isFilled);
  if (main === undefined) {
    const empty = fields.find(names.question, () => true);
    if (empty !== undefined) return { reason: `${empty.name} is empty` };
    const known = names.question.join(", ");
    const found = fields.names.length === 0 ? "it has no fields" : `its fields are ${fields.names.join(", ")}`;
    return { reason: `there is no question; ${found} (looked for: ${known})` };
  }
  if (typeof main.value !== "string") return { reason: `${main.name} is ${nameOf(main.value)}, not a text` };
  const isText = (value: unknown): boolean => isFilled(value) && typeof value === "string";
  const wanted = main.key === "instruction" ? ["input", ...names.context] : names.context;
  const more = fields.find(wanted, isText);
  const parts = more === undefined ? [main] : [main, more];
  return {
    question: parts.map(({ value }) => (value as string).trim()).join("\n\n"),
    from: parts.map(({ name }) => name),
  };
}

/**
 * Returns the origin of a question. Without an id of its own, the id is made from its text and its options, which are
 * part of the question.
 */
function origin(fields: Fields, options: ImportOptions, question: string, given: unknown): object {
  const name = path.parse((options.fileName ?? "").replace(/\.gz$/iu, "")).name.trim();
  const source = options.source ?? fields.text(names.source) ?? (name === "" ? "imported" : name);
  const own = fields.text(names.id);
  const asked = given === undefined ? question : `${question}\n${JSON.stringify(given)}`;
  const isTest = fields.text(names.split)?.toLowerCase() === "test";
  return {
    id: own === undefined ? `text-${contentId(comparableText(asked))}` : `${source}/${own}`,
    source,
    split: splitOf(options) ?? (isTest ? "test" : "bank"),
  };
}

interface Field {
  /** The name in lower case, without punctuation. */
  readonly key: string;
  readonly name: string;
  readonly value: unknown;
}

/** The fields of a row, found by name regardless of spelling. */
class Fields {
  private readonly byKey = new Map<string, Field>();
  private readonly row: object;

  constructor(row: object) {
    this.row = row;
    for (const [name, value] of Object.entries(row) as [string, unknown][]) {
      const key = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
      if (!this.byKey.has(key)) this.byKey.set(key, { key, name, value });
    }
  }

  /** The first few names. */
  get names(): readonly string[] {
    return [...this.byKey.values()].slice(0, 12).map(({ name }) => name);
  }

  find(keys: readonly string[], fits: (value: unknown) => boolean): Field | undefined {
    return keys.flatMap((key) => this.byKey.get(key) ?? []).find(({ value }) => fits(value));
  }

  /** Returns a short text or a number; undefined for anything else. */
  text(keys: readonly string[]): string | undefined {
    const value = this.find(keys, isFilled)?.value;
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    return String(value).trim();
  }

  own(): object {
    const structured = ownFields.filter((name) => {
      const value: unknown = Object.hasOwn(this.row, name) ? Reflect.get(this.row, name) : undefined;
      return typeof value === "object" && value !== null;
    });
    const space: unknown = Reflect.get(this.row, "space");
    return {
      ...Object.fromEntries(structured.map((name) => [name, Reflect.get(this.row, name) as unknown])),
      ...(structured.includes("embedding") && typeof space === "string" && { space }),
    };
  }
}

function label(name: "domain" | "topic", value: string | undefined): object {
  return value === undefined ? {} : { [name]: value };
}

const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && !(typeof value === "string" && value.trim() === "");

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return { object: "an object", string: "a text", number: "a number", boolean: "true or false" }[
    typeof value as "object" | "string" | "number" | "boolean"
  ];
}
