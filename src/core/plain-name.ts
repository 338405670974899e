/** Line breaks, control characters and invisible characters, except those that join letters or emoji. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Returns the name of an attachment on one line, with a mark for each invisible character. File names may hold any
 * character.
 */
export function plainName(name: string): string {
  return name.replace(UNSEEN, "\uFFFD");
}
