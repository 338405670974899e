import * as v from "valibot";
import { choice, label, origin, text, textOrNumber, topic, trimmed } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { badRow, type BadRow, checkedRows, jsonLines, type JsonValue } from "../row-files/index.ts";
import { medmcqaSplit } from "./paper-split.ts";

const schema = v.object({
  id: textOrNumber,
  question: text,
  opa: trimmed,
  opb: trimmed,
  opc: trimmed,
  opd: trimmed,
  cop: v.pipe(v.number(), v.integer()),
  subject_name: label,
  topic_name: label,
});

/** Rows that are read ahead to decide whether `cop` counts from 0 or from 1. */
const lookAhead = 1000;

/** Maximum size of a line in bytes, well above real ones, because `lookAhead` lines are held at a time. */
const longestLine = 128 * 1024;

/**
 * Format of MedMCQA: one JSON object per line, `{id, question, opa, opb, opc, opd, cop, choice_type, exp, subject_name,
 * topic_name}`.
 *
 * `cop`, the right option, counts from 1 in the authors' files and from 0 in another distribution, and nothing else in
 * a row shows which. Therefore the first 1,000 rows are read ahead: 0 occurs only in files that count from 0, 4 only in
 * files that count from 1, and the more frequent of the two decides. When neither occurs, the letters that the
 * explanations name decide ("Ans. is 'c'"), and without those the authors' numbering is assumed. A `cop` that does not
 * fit the decision makes its row bad. The rows of the authors' test set are bad too, because they have no `cop`.
 */
export const medmcqaFormat: ImportFormat = {
  name: "medmcqa",
  description: "MedMCQA: multiple choice from medical entrance exams, JSON lines",
  marks: [["question", "opa", "opb", "opc", "opd"]],
  paperSplit: medmcqaSplit,
  async *rows(bytes, options) {
    const { first, values } = await readAhead(jsonLines(bytes, longestLine));
    const base = countsFrom(first);
    yield* checkedRows(values, schema, (fields, at) => {
      const index = fields.cop - base;
      const answers = [fields.opa, fields.opb, fields.opc, fields.opd];
      if (answers[index] === undefined) {
        return badRow(at, `cop is not usable: it is ${fields.cop}, but this file counts from ${base}`);
      }
      return validated(at, {
        ...origin(options, "MedMCQA", fields.id),
        domain: "medicine",
        ...topic(fields.subject_name ?? fields.topic_name),
        question: fields.question,
        task: choice(answers, index),
      });
    });
  },
};

type Entry = JsonValue | BadRow;

/** Returns the first `lookAhead` entries, and a stream of all entries. */
async function readAhead(
  entries: AsyncGenerator<Entry, void, undefined>,
): Promise<{ first: readonly Entry[]; values: AsyncIterable<Entry> }> {
  const first: Entry[] = [];
  while (first.length < lookAhead) {
    const next = await entries.next();
    if (next.done === true) break;
    first.push(slim(next.value));
  }
  async function* all(): AsyncGenerator<Entry, void, undefined> {
    try {
      for (let entry = first.shift(); entry !== undefined; entry = first.shift()) yield entry;
      yield* entries;
    } finally {
      await entries.return();
    }
  }
  return { first, values: all() };
}

/**
 * Returns the entry with only the fields that are read, so that `lookAhead` entries are small whatever else a file
 * holds.
 */
function slim(entry: Entry): Entry {
  if (entry.kind === "bad" || typeof entry.value !== "object" || entry.value === null) return entry;
  const kept = Object.entries<unknown>({ ...entry.value }).filter(
    ([field]) => Object.hasOwn(schema.entries, field) || field === "exp",
  );
  // No field that is read may be an object, so an empty one is refused like any other.
  const value = kept.map(([field, content]) => [field, typeof content === "object" && content !== null ? {} : content]);
  return { ...entry, value: Object.fromEntries(value) as unknown };
}

const evidence = v.object({ cop: v.number(), exp: v.optional(v.unknown()) });

/** Returns what `cop` counts from, according to the first entries. */
function countsFrom(entries: readonly Entry[]): 0 | 1 {
  const known = entries.flatMap((entry) => {
    const row = v.safeParse(evidence, entry.kind === "value" ? entry.value : undefined);
    return row.success ? [{ cop: row.output.cop, named: namedOption(row.output.exp) }] : [];
  });
  const count = (proof: (row: (typeof known)[number]) => boolean): number => known.filter(proof).length;
  const fromZero = count(({ cop }) => cop === 0);
  const fromOne = count(({ cop }) => cop === 4);
  if (fromZero !== fromOne) return fromZero > fromOne ? 0 : 1;
  return count(({ cop, named }) => named === cop) > count(({ cop, named }) => named === cop - 1) ? 0 : 1;
}

/** Returns the index of the option that an explanation names as the answer; undefined when it names none. */
function namedOption(explanation: unknown): number | undefined {
  const pattern = /\bans(?:wer)?[^a-z0-9]{0,4}(?:is[^a-z0-9]{1,4})?([a-d])(?![a-z0-9])/i;
  const letter = typeof explanation === "string" ? pattern.exec(explanation)?.[1] : undefined;
  return letter === undefined ? undefined : "abcd".indexOf(letter.toLowerCase());
}
