import type { RandomSource } from "../../core/ports.ts";

/** Returns the numbers from 0 to `size` - 1 in random order, by Fisher and Yates: every order is equally likely. */
export function shuffled(size: number, random: RandomSource): number[] {
  const order = Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const moved = order[last] as number;
    order[last] = order[other] as number;
    order[other] = moved;
  }
  return order;
}
