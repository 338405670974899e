import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import { OutcomePalette } from "../../core/question-bank/outcomes.ts";
import type { PackedColumns } from "./packed-columns.ts";

type Capability = BankQuestion["capability"];

/**
 * V of Eq. 1 with some rows replaced and others added. Models that become known get a column, those of which nothing is
 * known any more lose theirs.
 *
 * @param changed by row: all that is known there now
 * @param added one for each row that follows the old ones
 */
export function layCapability(
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

/** The capability with these models as columns, and unknown rows after the old ones. */
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

/** The models of which any outcome is known. */
function knownModels({ models, capability }: Pick<PackedColumns, "models" | "capability">): string[] {
  const known = models.map(() => false);
  for (let cell = 0, column = 0; cell < capability.length; cell++) {
    if (capability[cell] !== 0) known[column] = true;
    if (++column === models.length) column = 0;
  }
  return models.filter((_, column) => known[column]);
}
