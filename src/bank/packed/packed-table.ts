import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import { type LabelLists, labelListsOf, namesAt } from "../../core/question-bank/label-lists.ts";
import type { Labels, QuestionTable } from "../../core/question-bank/packed-bank.ts";
import { questionTable } from "../../core/question-bank/question-table.ts";
import type { PackedColumns } from "./packed-columns.ts";
import { textAt } from "./text-column.ts";

/** The questions of packed columns; texts are decoded when they are asked for. */
export function tableOf({ rows, sources, domains, topics, skills, ids, texts }: PackedColumns): QuestionTable {
  const [id, text] = [(row: number) => textAt(ids, row), (row: number) => textAt(texts, row)];
  return { size: rows, sources, domains, topics, skills, id, text };
}

/**
 * The same, with further questions after them.
 *
 * @param skills the keywords of old rows that have others now, by row
 */
export function extendedTable(
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
