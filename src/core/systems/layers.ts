import type { Draw, Reads } from "../enhancement/index.ts";

/** Layers of equal size, one behind the other: each reads all of the one before it. */
export function layersOf(referencers: number, layers: number): Reads {
  const size = referencers / layers;
  const layer = (index: number): Draw => Array.from({ length: size }, (_, at) => index * size + at);
  const before = Array.from({ length: layers }, (_, index) => (index === 0 ? [] : layer(index - 1)));
  return before.flatMap((read) => layer(0).map(() => read));
}

/** The references that no other one reads. */
export function unread(reads: Reads, references: number): Draw {
  const read = new Set(reads.flat());
  return Array.from({ length: references }, (_, index) => index).filter((index) => !read.has(index));
}

/**
 * What can be used of some references: those that arrived, and where none of them did, what can be used of those that
 * they had read.
 *
 * @returns ascending indices; empty when nothing arrived at all
 */
export function arrivedBehind(wanted: Draw, reads: Reads, hasArrived: (index: number) => boolean): Draw {
  const arrived = wanted.filter(hasArrived);
  if (arrived.length > 0) return arrived;
  const before = [...new Set(wanted.flatMap((index) => reads[index] ?? []))].sort((a, b) => a - b);
  return before.length === 0 ? [] : arrivedBehind(before, reads, hasArrived);
}

/** The same for the references that no other one reads: the last layer that brought anything. */
export function lastArrived(reads: Reads, references: readonly unknown[]): Draw {
  return arrivedBehind(unread(reads, references.length), reads, (index) => references[index] !== null);
}
