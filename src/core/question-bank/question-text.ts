/**
 * Returns a question's text in normal form: all white space becomes single spaces, and accented letters are composed.
 * Questions with equal texts are the same question.
 */
export function comparableText(question: string): string {
  return question.normalize("NFC").replace(/\s+/gu, " ").trim();
}
