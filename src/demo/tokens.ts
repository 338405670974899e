/**
 * Cuts a text into word-like pieces, roughly as long as a language model's tokens. Joined, the pieces give the text.
 */
export function tokenise(text: string): string[] {
  return text.match(/ ?[\p{L}\p{N}_]{1,8}| ?[^\s\p{L}\p{N}_]{1,3}|\s+/gu) ?? [];
}
