import { normalise } from "../../../src/core/embedding.ts";
import type { Embedding } from "../../../src/core/embedding.ts";
import { packBank, type PackedBank } from "../../../src/core/packed-bank/index.ts";

/** One question of a small bank; all fields have defaults. */
export interface Row {
  readonly id?: string;
  readonly source?: string;
  readonly domain?: string;
  readonly skills?: readonly string[];
  readonly vector?: readonly number[];
  /** Outcomes by model, or outcomes with their weights; absent = unknown. */
  readonly outcomes?: Readonly<Record<string, number | readonly [value: number, weight: number]>>;
}

/** The embedding space that small banks and fixed embedders share. */
export const SPACE = "test-space";

/** Returns a bank of a few rows; ids default to q00, q01, ..., vectors to [1, 0]. */
export function bankOf(rows: readonly Row[]): PackedBank {
  return packBank(
    SPACE,
    rows.map(({ id, source = "source", domain, skills, vector = [1, 0], outcomes = {} }, index) => ({
      question: {
        id: id ?? `q${String(index).padStart(2, "0")}`,
        source,
        split: "bank",
        ...(domain === undefined ? {} : { domain }),
        ...(skills === undefined ? {} : { skills: [...skills] }),
        question: `question ${index}`,
        task: { kind: "open" },
        capability: Object.fromEntries(
          Object.entries(outcomes).map(([model, outcome]) => {
            const [value, weight] = typeof outcome === "number" ? [outcome, 1] : outcome;
            return [model, { value, weight, evidence: "checked" }];
          }),
        ),
      },
      vector: normalise(vector),
    })),
  );
}

/** Returns an embedding in the small banks' space. */
export function embedded(...values: number[]): Embedding {
  return { space: SPACE, vector: normalise(values) };
}
