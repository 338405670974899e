import type { PackedBank } from "../packed-bank/index.ts";

/**
 * Makes sure that a bank knows its neighbours' outcomes and labels, before anything is made of them.
 *
 * After a scan the processor's caches hold vectors and nothing else, and what is read here is read again soon. This loop
 * does so little that many rows are on their way at a time; the sums and the report would wait for each. At 10,000
 * questions that saves twice what it costs.
 *
 * @throws RangeError when a row lies outside of the bank
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
  // What is missing is undefined, and no number can be made of that.
  if (Number.isNaN(sum)) throw new RangeError("A search of the bank found a row that the bank does not have.");
}
