import type { Labels, PackedBank } from "../packed-bank/index.ts";

/** What is learned from a bank, as plain data that can be sent to another thread. */
export interface TuningBank extends Pick<
  PackedBank,
  "space" | "dimension" | "models" | "capability" | "outcomes" | "vectors" | "scan"
> {
  readonly ids: readonly string[];
  /** Length of each question's text, in UTF-16 units. */
  readonly lengths: Uint32Array;
  readonly sources: Labels;
  readonly domains: Labels;
  readonly topics: Labels;
}

/** Returns a bank for `tune`, with the bank's own vectors and scan. */
export function tuningBank({ questions, ...bank }: PackedBank): TuningBank {
  const { space, dimension, models, capability, outcomes, vectors, scan } = bank;
  const rows = Array.from({ length: questions.size }, (_, row) => row);
  const { sources, domains, topics } = questions;
  return {
    ...{ space, dimension, models, capability, outcomes, vectors },
    ...(scan !== undefined && { scan }),
    ids: rows.map((row) => questions.id(row)),
    lengths: Uint32Array.from(rows, (row) => questions.text(row).length),
    ...{ sources, domains, topics },
  };
}
