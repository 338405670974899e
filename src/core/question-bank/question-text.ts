/**
 * A question's text with everything taken out that does not change what is asked: kinds of white space, its amount, and
 * how accented letters are put together. Equal texts are one question.
 */
export function comparableText(question: string): string {
  return question.normalize("NFC").replace(/\s+/gu, " ").trim();
}
