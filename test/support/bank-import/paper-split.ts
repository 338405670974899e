import { findFormat } from "../../../src/bank-import/formats.ts";
import type { PaperPart, QuestionRow } from "../../../src/import-rows/index.ts";
import { rowsOf } from "./rows.ts";

/** Returns the ids of each part that a format finds in a file. */
export async function partsOf(
  name: string,
  file: string | Uint8Array,
  fileName = "file",
): Promise<Record<PaperPart, string[]>> {
  const format = findFormat(name);
  if (format?.paperSplit === undefined) throw new RangeError(`The paper does not split ${name}.`);
  const rows = (await rowsOf(format, file, { split: "paper" })).filter(
    (row): row is QuestionRow => row.kind === "question",
  );
  async function* all() {
    yield* await Promise.resolve(rows);
  }
  const partOf = await format.paperSplit.plan(all(), fileName);
  const of = (part: PaperPart) => rows.filter((row) => partOf(row) === part).map(({ question }) => question.id);
  return { bank: of("bank"), test: of("test"), neither: of("neither") };
}

export const sizes = ({ bank, test }: Record<PaperPart, string[]>) => [bank.length, test.length];
export const backwards = (lines: string): string => `${lines.trimEnd().split("\n").reverse().join("\n")}\n`;
export const sorted = ({ bank, test }: Record<PaperPart, string[]>) => [bank.toSorted(), test.toSorted()];
