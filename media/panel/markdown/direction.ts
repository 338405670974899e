const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;

/** As far as the first letter is looked for. */
const BEGINNING = 2_000;

/**
 * The direction in which a text is read, by its first letter. What browsers do for `dir="auto"` is the same, but they look
 * again whenever something is added, which takes seconds for a long reply.
 */
export function directionOf(text: string): "ltr" | "rtl" {
  const letter = /\p{L}/u.exec(text.slice(0, BEGINNING))?.[0] ?? "";
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
