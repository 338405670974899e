import type { Token } from "markdown-it";

/**
 * Where blocks of a growing text end for good: a further one begins after an empty line, with a line that is complete.
 * Whatever follows, it cannot reach back over such a place, except that it may say where links lead.
 *
 * @param tokens those of the source
 * @param complete whether the source ends with a complete line
 * @returns positions in the source, rising
 */
export function blockEnds(tokens: readonly Token[], source: string, complete: boolean): number[] {
  const [, ...beginnings] = tokens
    .filter(({ level, nesting }) => level === 0 && nesting >= 0)
    .flatMap(({ map }) => (map === null ? [] : [map[0]]));
  const ends: number[] = [];
  let [line, position, previousIsEmpty] = [0, 0, false];
  for (const beginning of beginnings) {
    for (; line < beginning; line++) {
      const end = source.indexOf("\n", position);
      previousIsEmpty = /^[ \t]*$/.test(source.slice(position, end));
      position = end + 1;
    }
    if (previousIsEmpty && (complete || source.includes("\n", position))) ends.push(position);
  }
  return ends;
}
