/** Line breaks, control and unseen characters; what joins letters or emoji stays. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Returns the name of something attached on one line, with a mark for each character that nobody would see. Files have names of all sorts. */
export function plainName(name: string): string {
  return name.replace(UNSEEN, "\uFFFD");
}
