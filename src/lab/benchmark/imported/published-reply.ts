import * as v from "valibot";
import { ThinkingSplitter } from "../../../replies/index.ts";

/** A reply of a published file, and the question that it answers. */
export interface PublishedReply {
  /** The data set's own id; null when the files only number their rows. */
  readonly id: string | null;
  /** Null when the file has only ids. */
  readonly question: string | null;
  /** Options in the order in which the model saw them; null when the question's text holds them, or there are none. */
  readonly options: readonly string[] | null;
  readonly text: string;
  readonly thinking: string;
  readonly correct: number | null;
}

/**
 * Data sets whose files have the data set's own ids, with the fields of the id. Other files only number their rows, and
 * row 60 of a test set is not problem 60.
 */
const ownIds = new Map([
  ["mbpp", ["task_id", "question_id"]],
  ["mmlupro", ["question_id"]],
  ["livecodebench", ["ori_question_id"]],
]);

const idOfRow = v.pipe(v.union([v.string(), v.pipe(v.number(), v.finite())]), v.transform(String));

const rowSchema = v.object({
  question_id: v.optional(idOfRow),
  task_id: v.optional(idOfRow),
  ori_question_id: v.optional(idOfRow),
  question: v.nullish(v.string()),
  options: v.nullish(v.array(v.string())),
  option: v.nullish(v.array(v.string())),
  answer: v.optional(v.unknown()),
  pred: v.optional(v.unknown()),
  is_correct: v.optional(v.unknown()),
  model_response: v.nullish(v.string()),
  model_outputs: v.nullish(v.string()),
  response: v.nullish(v.string()),
});

/**
 * Returns a row of a result file, in any of the data sets' formats; a string says why the row is unusable.
 *
 * @param dataSet name of the folder
 * @param graded outcomes from a separate file, by id
 */
export function publishedReply(
  dataSet: string,
  row: unknown,
  graded: ReadonlyMap<string, number>,
): PublishedReply | string {
  const parsed = v.safeParse(rowSchema, row);
  if (!parsed.success) return `${v.getDotPath(parsed.issues[0]) ?? "the entry"} is not usable`;
  const fields = parsed.output;
  const raw = fields.model_response ?? fields.model_outputs ?? fields.response ?? null;
  if (raw === null || raw.trim() === "") return "it holds no reply";
  const id = ownId(dataSet, fields);
  const question = fields.question == null || fields.question.trim() === "" ? null : fields.question;
  if (id === null && question === null) return "it does not tell which question it answers";
  const { text, thinking } = split(raw);
  const beside = id === null ? null : (graded.get(id) ?? null);
  const correct = shareOf(fields.is_correct) ?? beside ?? compared(fields);
  return { id, question, options: fields.options ?? fields.option ?? null, text, thinking, correct };
}

/** Returns the name of a data set or source in normal form: `MMLU-Pro` and `mmlu_pro` become the same. */
export function plainName(dataSet: string): string {
  return dataSet.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Returns an outcome from the values in the files: true or false, 1 or 0; null for other values. */
export function shareOf(value: unknown): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "number" && value >= 0 && value <= 1 ? value : null;
}

type Row = v.InferOutput<typeof rowSchema>;

function ownId(dataSet: string, row: Row): string | null {
  const found = ownIds.get(plainName(dataSet))?.map((field) => row[field as keyof Row]);
  return found?.find((value): value is string => typeof value === "string" && value !== "") ?? null;
}

/** Compares the answers in older files, which have no verdict, but the answer read from the reply and the right one. */
function compared({ pred, answer }: Row): number | null {
  if (typeof pred !== "string" || typeof answer !== "string" || answer === "code") return null;
  return pred === answer ? 1 : 0;
}

function split(raw: string): { readonly text: string; readonly thinking: string } {
  const splitter = new ThinkingSplitter();
  splitter.push(raw);
  const { text, thinking } = splitter.finish();
  return { text: text.trim(), thinking };
}
