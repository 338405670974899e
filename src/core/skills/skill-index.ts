import {
  type LabelLists,
  labelListsOf,
  labelsAt,
  namesAt,
  type PackedBank,
  type QuestionTable,
} from "../packed-bank/index.ts";

/** The skills of a bank's questions, and the questions of each skill. */
interface SkillIndex {
  /** The skills of each row: the question's keywords, or its domain and topic when it has none. */
  readonly skills: LabelLists;
  /** Indices into `skills.names`. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The rows that need each skill, as views of one array. */
  readonly rows: readonly Uint32Array[];
}

/** Cached by bank: a bank never changes, and its index is dropped with it. */
const indexes = new WeakMap<PackedBank, SkillIndex>();

/** Returns the skills of a bank, which are computed once. */
export function skillIndexOf(bank: PackedBank): SkillIndex {
  const index = indexes.get(bank) ?? indexOf(bank.questions);
  indexes.set(bank, index);
  return index;
}

/** Returns the skills of a question without keywords. */
export function labelsAsSkills(domain: string, topic: string): string[] {
  return [...new Set([skillName(domain), skillName(topic)])].filter((name) => name !== "");
}

/** Returns a label as a skill, in lower case like keywords. */
function skillName(label: string): string {
  return label.trim().toLowerCase();
}

function indexOf({ size, domains, topics, skills: own }: QuestionTable): SkillIndex {
  const skills = labelListsOf(
    Array.from({ length: size }, (_, row) => {
      const named = namesAt(own, row);
      if (named.length > 0) return named;
      return labelsAsSkills(
        domains.names[domains.of[row] as number] as string,
        topics.names[topics.of[row] as number] as string,
      );
    }),
  );
  return { skills, numbers: new Map(skills.names.map((name, number) => [name, number])), rows: rowsOf(skills, size) };
}

function rowsOf(skills: LabelLists, size: number): Uint32Array[] {
  const ends = new Uint32Array(skills.names.length + 1);
  for (const skill of skills.of) ends[skill + 1] = (ends[skill + 1] as number) + 1;
  for (let skill = 1; skill < ends.length; skill++) ends[skill] = (ends[skill] as number) + (ends[skill - 1] as number);
  const rows = new Uint32Array(skills.of.length);
  const next = ends.slice();
  for (let row = 0; row < size; row++) {
    for (const skill of labelsAt(skills, row)) {
      const place = next[skill] as number;
      rows[place] = row;
      next[skill] = place + 1;
    }
  }
  return skills.names.map((_, skill) => rows.subarray(ends[skill], ends[skill + 1]));
}
