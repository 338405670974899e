import {
  type LabelLists,
  labelListsOf,
  labelsAt,
  namesAt,
  type PackedBank,
  type QuestionTable,
} from "../packed-bank/index.ts";

/** Which skills the questions of a bank ask for, and the other way round. */
export interface SkillIndex {
  /** The skills of each row: the question's keywords, or its domain and topic where it has none. */
  readonly skills: LabelLists;
  /** Numbers in `skills.names`. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The rows that ask for each skill, as views of one array. */
  readonly rows: readonly Uint32Array[];
}

/** A bank never changes, and its index goes when it goes. */
const indexes = new WeakMap<PackedBank, SkillIndex>();

/** The skills of a bank; worked out once. */
export function skillIndexOf(bank: PackedBank): SkillIndex {
  const index = indexes.get(bank) ?? indexOf(bank.questions);
  indexes.set(bank, index);
  return index;
}

/** What serves as a question's skills where nobody has named any. */
export function labelsAsSkills(domain: string, topic: string): string[] {
  return [...new Set([skillName(domain), skillName(topic)])].filter((name) => name !== "");
}

/** A label as a skill: keywords are in lower case, too. */
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
