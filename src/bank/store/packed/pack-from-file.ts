import type { BankQuestion } from "../../../core/question-bank/index.ts";
import {
  type BankEntry,
  type LabelLists,
  labelListsOf,
  type Labels,
  namesAt,
  OutcomePalette,
  type PackedBank,
  plainVectors,
  type QuestionTable,
  questionTable,
} from "../../../core/packed-bank/index.ts";
import { scannedVectors } from "../../scan/index.ts";
import { withChanges } from "../apply-changes.ts";
import type { BankChange } from "../bank-store.ts";
import { type PackedColumns, textAt, type TextColumn } from "./packed-columns.ts";
import type { PackedFile } from "./read-packed.ts";

/**
 * Returns the bank of a side file with changes applied. The result equals packing all entries, except that the space is
 * "".
 *
 * @param vectors whether they are needed; without them the bank has dimension 0
 * @returns null when the changes cannot be applied to the columns
 * @throws Error when the file is damaged
 */
export async function packFromFile(
  file: PackedFile,
  changes: readonly BankChange[],
  vectors = true,
): Promise<PackedBank | null> {
  const added: BankEntry[] = [];
  for await (const entry of withChanges(none(), changes)) if (entry.question.split === "bank") added.push(entry);
  const rows = file.rows + added.length;
  const dimension = rows === 0 ? 0 : file.dimension;
  if (added.some(({ vector }) => vector.length !== dimension)) return null;

  if (!vectors) {
    const laid = await layOver(await file.readColumns(), changes, added);
    return laid === null ? null : { space: "", dimension: 0, ...laid, ...plainVectors(rows, 0) };
  }
  const store = scannedVectors(rows, dimension);
  // The vectors, which are nearly all of the file, are read while the rest is checked.
  const [laid] = await Promise.all([
    file.readColumns().then((columns) => layOver(columns, changes, added)),
    file.readVectors(store.vectors),
  ]);
  if (laid === null) return null;
  added.forEach(({ vector }, index) => {
    store.vectors.set(vector, (file.rows + index) * dimension);
  });
  return { space: "", dimension, ...laid, ...store };
}

/** Stands for an index without entries: changes applied to it yield the entries that they add. */
async function* none(): AsyncGenerator<BankEntry> {
  // Yields nothing.
}

/** Columns with changes applied: the old rows in their order, then the added ones. */
interface LaidOver extends Pick<PackedColumns, "models" | "capability" | "outcomes"> {
  readonly questions: QuestionTable;
}

/**
 * Returns the columns after changes. The time is proportional to the changes, plus one pass over the ids and one over
 * the capability. Changes of questions that are not among the rows, such as test questions, have no effect.
 *
 * @param added what the changes add to the bank's split, in its final state
 * @returns null when a row would have to be removed: then the bank must be packed again
 */
async function layOver(
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

/** Returns the rows of the wanted ids that exist. */
function findRows(ids: TextColumn, wanted: ReadonlySet<string>): Map<string, number> {
  const rows = new Map<string, number>();
  for (let row = 0; row < ids.ends.length; row++) {
    const id = textAt(ids, row);
    if (wanted.has(id)) rows.set(id, row);
  }
  return rows;
}

/**
 * Yields the rows as entries, with the fields that changes of outcomes need. They have skills only where changes bring
 * some.
 */
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

type Capability = BankQuestion["capability"];

/**
 * Returns V of Eq. 1 with some rows replaced and others added. Newly known models get a column; models without any
 * outcome lose theirs.
 *
 * @param changed by row: all outcomes known there now
 * @param added one for each row that follows the old ones
 */
function layCapability(
  old: PackedColumns,
  changed: ReadonlyMap<number, Capability>,
  added: readonly Capability[],
): Pick<PackedColumns, "models" | "capability" | "outcomes"> {
  const replaced = [...changed, ...added.map((known, index) => [old.rows + index, known] as const)];
  const names = replaced.flatMap(([, known]) => Object.keys(known));
  const models = [...new Set([...old.models, ...names])].sort();
  const capability = withColumns(old, models, old.rows + added.length);

  const columns = new Map(models.map((model, column) => [model, column]));
  const palette = new OutcomePalette(old.outcomes);
  for (const [row, known] of replaced) {
    const start = row * models.length;
    capability.fill(0, start, start + models.length);
    for (const [model, { value, weight }] of Object.entries(known)) {
      capability[start + (columns.get(model) as number)] = palette.codeOf(value, weight);
    }
  }
  const laid = { models, capability, outcomes: palette.outcomes };
  const known = knownModels(laid);
  if (known.length === models.length) return laid;
  return { ...laid, models: known, capability: withColumns(laid, known, old.rows + added.length) };
}

/** Returns the capability with these models as columns, and rows without outcomes after the old ones. */
function withColumns(
  old: Pick<PackedColumns, "models" | "capability">,
  models: readonly string[],
  rows: number,
): Uint16Array {
  const capability = new Uint16Array(rows * models.length);
  const from = models.map((model) => old.models.indexOf(model));
  const oldRows = old.models.length === 0 ? 0 : old.capability.length / old.models.length;
  for (let row = 0; row < oldRows; row++) {
    for (let column = 0; column < models.length; column++) {
      const source = from[column] as number;
      if (source < 0) continue;
      capability[row * models.length + column] = old.capability[row * old.models.length + source] as number;
    }
  }
  return capability;
}

/** Returns the models with at least one known outcome. */
function knownModels({ models, capability }: Pick<PackedColumns, "models" | "capability">): string[] {
  const known = models.map(() => false);
  for (let cell = 0, column = 0; cell < capability.length; cell++) {
    if (capability[cell] !== 0) known[column] = true;
    if (++column === models.length) column = 0;
  }
  return models.filter((_, column) => known[column]);
}

/** Returns the questions of packed columns; texts are decoded only when they are requested. */
function tableOf({ rows, sources, domains, topics, skills, ids, texts }: PackedColumns): QuestionTable {
  const [id, text] = [(row: number) => textAt(ids, row), (row: number) => textAt(texts, row)];
  return { size: rows, sources, domains, topics, skills, id, text };
}

/**
 * Returns the questions of packed columns, followed by further questions.
 *
 * @param skills the new keywords of old rows, by row
 */
function extendedTable(
  columns: PackedColumns,
  added: readonly BankQuestion[],
  skills: ReadonlyMap<number, readonly string[]>,
): QuestionTable {
  const [old, further] = [tableOf(columns), questionTable(added)];
  return {
    size: old.size + further.size,
    sources: joined(old.sources, further.sources),
    domains: joined(old.domains, further.domains),
    topics: joined(old.topics, further.topics),
    skills: joinedLists(old.skills, further.skills, skills),
    id: (row) => (row < old.size ? old.id(row) : further.id(row - old.size)),
    text: (row) => (row < old.size ? old.text(row) : further.text(row - old.size)),
  };
}

function joinedLists(
  old: LabelLists,
  further: LabelLists,
  changed: ReadonlyMap<number, readonly string[]>,
): LabelLists {
  const now = changed.size === 0 ? old : withRows(old, changed);
  const ends = new Uint32Array(now.ends.length + further.ends.length);
  ends.set(now.ends);
  further.ends.forEach((end, row) => (ends[now.ends.length + row] = now.of.length + end));
  return { ends, ...joined(now, further) };
}

function withRows(lists: LabelLists, changed: ReadonlyMap<number, readonly string[]>): LabelLists {
  return labelListsOf(Array.from(lists.ends, (_, row) => changed.get(row) ?? namesAt(lists, row)));
}

function joined(old: Labels, further: Labels): Labels {
  const names = [...new Set([...old.names, ...further.names])];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const of = new Uint32Array(old.of.length + further.of.length);
  of.set(old.of);
  further.of.forEach((label, row) => {
    of[old.of.length + row] = numbers.get(further.names[label] as string) as number;
  });
  return { names, of };
}
