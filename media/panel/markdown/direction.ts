const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;

/** Number of characters that are searched for the first letter. */
const BEGINNING = 2_000;

/**
 * Returns the direction in which a text is read, by its first letter. Browsers do the same for `dir="auto"`, but search
 * again after every addition, which takes seconds for a long reply.
 */
export function directionOf(text: string): "ltr" | "rtl" {
  const letter = /\p{L}/u.exec(text.slice(0, BEGINNING))?.[0] ?? "";
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
