/** Capacity of one request. */
interface Capacity {
  /** Maximum number of texts, at least 1. */
  readonly texts: number;
  /** Maximum size of all texts in UTF-8; a longer text is sent alone. */
  readonly bytes: number;
}

/**
 * Divides texts among requests, in ascending order of size, so that a text that is too long for the model shares its
 * request with other long ones.
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
