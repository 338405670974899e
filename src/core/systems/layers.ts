import type { Draw, Reads } from "../enhancement/index.ts";

/** Returns layers of equal size, one after the other: each referencer reads all references of the layer before. */
export function layersOf(referencers: number, layers: number): Reads {
  const size = referencers / layers;
  const layer = (index: number): Draw => Array.from({ length: size }, (_, at) => index * size + at);
  const before = Array.from({ length: layers }, (_, index) => (index === 0 ? [] : layer(index - 1)));
  return before.flatMap((read) => layer(0).map(() => read));
}

/** Returns the references that no referencer reads. */
export function unread(reads: Reads, references: number): Draw {
  const read = new Set(reads.flat());
  return Array.from({ length: references }, (_, index) => index).filter((index) => !read.has(index));
}

/**
 * Returns which of some references can be used: those that arrived or, if none did, the usable ones among those that
 * their referencers had read.
 *
 * @returns ascending indices; empty when nothing arrived at all
 */
export function arrivedBehind(wanted: Draw, reads: Reads, hasArrived: (index: number) => boolean): Draw {
  const arrived = wanted.filter(hasArrived);
  if (arrived.length > 0) return arrived;
  const before = [...new Set(wanted.flatMap((index) => reads[index] ?? []))].sort((a, b) => a - b);
  return before.length === 0 ? [] : arrivedBehind(before, reads, hasArrived);
}

/**
 * As `arrivedBehind`, for the references that no referencer reads: returns the last layer from which any reference
 * arrived.
 */
export function lastArrived(reads: Reads, references: readonly unknown[]): Draw {
  return arrivedBehind(unread(reads, references.length), reads, (index) => references[index] !== null);
}
