/** What one request may hold. */
interface Capacity {
  /** Texts at most, at least 1. */
  readonly texts: number;
  /** Of all its texts in UTF-8 at most; a longer text goes alone. */
  readonly bytes: number;
}

/**
 * Divides texts among requests, the short ones first, so that one that is too long for the model shares its request with
 * its like.
 *
 * @param sizes of the texts in UTF-8
 * @returns for each request the places of its texts
 */
export function batchesOf(sizes: readonly number[], capacity: Capacity): number[][] {
  const size = (place: number): number => sizes[place] as number;
  const ascending = [...sizes.keys()].sort((a, b) => size(a) - size(b));
  const batches: number[][] = [];
  let bytes = 0;
  for (const place of ascending) {
    const batch = batches.at(-1);
    bytes += size(place);
    if (batch !== undefined && batch.length < capacity.texts && bytes <= capacity.bytes) {
      batch.push(place);
      continue;
    }
    batches.push([place]);
    bytes = size(place);
  }
  return batches;
}
