import * as v from "valibot";
import type { BankQuestion } from "../core/question-bank/index.ts";
import { lastBoxed } from "../core/reading/index.ts";
import { badRow, checkedRows, csvRows, firstCharacter, jsonEntries, jsonLines } from "../row-files/index.ts";
import { origin, text, textOrNumber, trimmed } from "./fields.ts";
import { type ImportFormat, type ImportOptions, type ImportRow, validated } from "../import-rows/index.ts";
import { aimeSplit } from "./paper-split.ts";

const jsonSchema = v.object({
  id: textOrNumber,
  problem: text,
  solution: v.nullish(v.string()),
  answer: v.nullish(textOrNumber),
  url: v.nullish(v.string()),
  year: v.nullish(textOrNumber),
});
const csvSchema = v.object({ ID: trimmed, Year: trimmed, Question: trimmed, Answer: trimmed });

/**
 * Format of AIME: JSON, an array or one object per line, `{id, problem, solution, answer, url}`, or CSV with the
 * columns ID, Year, Problem Number, Question and Answer (ID holds year, part and problem number). The ids in JSON files
 * number the file's own rows. Therefore the id is made from the url when that names the problem
 * ("2024_AIME_II_Problems/Problem_4"), in the form of the CSV: "2024-II-4". The paper's bank holds 1983 to 2023 and its
 * test set 2024. Therefore 2024 and later years are in the test split, and problems without a known year in the bank
 * split.
 */
export const aimeFormat: ImportFormat = {
  name: "aime",
  description: "AIME: competition problems whose answer is an integer, JSON, JSON lines or CSV",
  marks: [
    ["id", "problem", "answer", "url"],
    ["ID", "Year", "Question", "Answer"],
  ],
  paperSplit: aimeSplit,
  async *rows(bytes, options) {
    const file = await firstCharacter(bytes);
    if (file.character === "{" || file.character === "[") {
      const values = file.character === "[" ? jsonEntries(file.bytes) : jsonLines(file.bytes);
      yield* checkedRows(values, jsonSchema, (fields, at) => {
        const named = problemOf(fields.url ?? "");
        return row(at, options, {
          id: named?.id ?? fields.id,
          year: fields.year ?? named?.year ?? /^\d{4}(?=-)/.exec(fields.id)?.[0],
          problem: fields.problem,
          answer: fields.answer ?? lastBoxed(fields.solution ?? "")?.trim(),
        });
      });
    } else {
      yield* checkedRows(csvRows(file.bytes, Object.keys(csvSchema.entries)), csvSchema, (fields, at) =>
        row(at, options, { id: fields.ID, year: fields.Year, problem: fields.Question, answer: fields.Answer }),
      );
    }
  },
};

interface Problem {
  readonly id: string;
  readonly year: string | undefined;
  readonly problem: string;
  readonly answer: string | undefined;
}

function row(at: number, options: ImportOptions, { id, year, problem, answer }: Problem): ImportRow {
  if (year !== undefined && !/^\d{4}$/.test(year)) return badRow(at, `year is not usable: "${year}"`);
  if (answer === undefined || answer === "") return badRow(at, "answer is missing, and solution has no \\boxed{...}");
  const split: BankQuestion["split"] = Number(year ?? 0) >= 2024 ? "test" : "bank";
  const found = validated(at, {
    ...origin(options, "AIME", id, split),
    domain: "math",
    question: problem,
    task: { kind: "math", answer },
  });
  return found.kind === "question" && year !== undefined ? { ...found, date: year } : found;
}

/**
 * Returns the year and id of the problem from the address of its page; some files have the id itself in place of the
 * address.
 */
function problemOf(url: string): { id: string; year: string } | undefined {
  if (/^\d{4}(?:-I{1,2})?-\d{1,2}$/.test(url)) return { id: url, year: url.slice(0, 4) };
  const [, year, part, problem] = /(\d{4})_AIME(?:_(I{1,2}))?_Problems\/Problem_(\d+)/.exec(url) ?? [];
  if (year === undefined || problem === undefined) return undefined;
  return { id: [year, ...(part === undefined ? [] : [part]), problem].join("-"), year };
}
