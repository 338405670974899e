import type { BankEntry, QuestionTable } from "../../core/question-bank/packed-bank.ts";
import { withChanges } from "../store/apply-changes.ts";
import type { BankChange } from "../store/bank-store.ts";
import { layCapability } from "./lay-capability.ts";
import type { PackedColumns } from "./packed-columns.ts";
import { extendedTable, tableOf } from "./packed-table.ts";
import { type TextColumn, textAt } from "./text-column.ts";

/** Columns with changes laid over them: the old rows in their order, then the added ones. */
export interface LaidOver extends Pick<PackedColumns, "models" | "capability" | "outcomes"> {
  readonly questions: QuestionTable;
}

/**
 * The columns after changes, in time proportional to these but for one pass over the ids and one over the capability.
 * Changes of questions that are not among the rows, test questions for example, have no effect.
 *
 * @param added what the changes add to the bank's split, as they leave it
 * @returns null when a row would have to go: then only packing anew helps
 */
export async function layOver(
  columns: PackedColumns,
  changes: readonly BankChange[],
  added: readonly BankEntry[],
): Promise<LaidOver | null> {
  const { models, capability, outcomes, ids } = columns;
  if (changes.length === 0) return { models, capability, outcomes, questions: tableOf(columns) };

  const rowOf = findRows(ids, new Set(changes.map(idOf)));
  if (changes.some((change) => movesRows(change) && rowOf.has(idOf(change)))) return null;

  const touched = [...rowOf.values()];
  const known = new Map<number, BankEntry["question"]["capability"]>();
  const skills = new Map<number, readonly string[]>();
  for await (const { question } of withChanges(entriesOf(columns, touched), changes)) {
    const row = rowOf.get(question.id);
    if (row === undefined) continue;
    known.set(row, question.capability);
    if (question.skills !== undefined) skills.set(row, question.skills);
  }
  const questions = added.map(({ question }) => question);
  const capabilities = questions.map((question) => question.capability);
  return { ...layCapability(columns, known, capabilities), questions: extendedTable(columns, questions, skills) };
}

function idOf(change: BankChange): string {
  return change.kind === "add" ? change.entry.question.id : change.id;
}

function movesRows({ kind }: BankChange): boolean {
  return kind === "add" || kind === "remove";
}

/** The rows of those of the ids that there are. */
function findRows(ids: TextColumn, wanted: ReadonlySet<string>): Map<string, number> {
  const rows = new Map<string, number>();
  for (let row = 0; row < ids.ends.length; row++) {
    const id = textAt(ids, row);
    if (wanted.has(id)) rows.set(id, row);
  }
  return rows;
}

/** The rows as entries, with what changes of outcomes need of them; they have skills only where changes bring some. */
// oxlint-disable-next-line typescript/require-await -- the store's changes come over streams of entries
async function* entriesOf(
  { ids, models, capability, outcomes }: PackedColumns,
  rows: readonly number[],
): AsyncGenerator<BankEntry> {
  for (const row of rows) {
    const codes = capability.subarray(row * models.length, (row + 1) * models.length);
    const known = models.flatMap((model, column) => {
      const code = codes[column] as number;
      const [value, weight] = [outcomes.values[code] as number, outcomes.weights[code] as number];
      return code === 0 ? [] : [[model, { value, weight, evidence: "imported" }] as const];
    });
    const question = { id: textAt(ids, row), source: "", split: "bank", question: "", task: { kind: "open" } } as const;
    yield { question: { ...question, capability: Object.fromEntries(known) }, vector: [] };
  }
}
