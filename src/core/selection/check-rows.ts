import type { PackedBank } from "../packed-bank/index.ts";

/**
 * Checks that a bank has its neighbours' outcomes and labels, before these are used.
 *
 * The loop also loads the rows into the processor's caches, which hold only vectors after a scan. It does so little
 * work per row that many rows load at a time; the sums and the report would wait for each. At 10,000 questions it saves
 * twice the time that it takes.
 *
 * @throws RangeError when a row is outside the bank
 */
export function checkRows({ capability, models, questions }: PackedBank, rows: Uint32Array): void {
  const { sources, domains } = questions;
  const stride = models.length;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    sum += (sources.of[row] as number) + (domains.of[row] as number);
    if (stride > 0) sum += (capability[row * stride] as number) + (capability[(row + 1) * stride - 1] as number);
  }
  // A missing value is undefined, which turns the sum into NaN.
  if (Number.isNaN(sum)) throw new RangeError("A search of the bank found a row that the bank does not have.");
}
