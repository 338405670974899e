import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomSource } from "./ports.ts";

/**
 * Returns an independent stream of random numbers for one stage of a run, so that a new draw in one stage cannot shift
 * another.
 *
 * @param seed the run's recorded seed
 * @param stage a name that is unique within the run
 */
export function randomStream(seed: number, stage: string): RandomSource {
  const generator = xoroshiro128plus(derivedSeed(seed, stage));
  return () => uniformFloat64(generator);
}

/**
 * Returns a 31-bit seed for something inside a run, derived from the run's seed and its name. The hash is FNV-1a with
 * MurmurHash3's finaliser. Without the finaliser, names that differ only at their end would give similar seeds, and
 * similar first draws.
 */
export function derivedSeed(seed: number, name: string): number {
  let hash = 0x811c9dc5;
  const text = `${seed}/${name}`;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & 0x7fffffff;
}
