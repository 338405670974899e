/** Kind of a token. A joined token is a whole identifier in one piece, after its words. */
type TokenKind = "word" | "joined" | "operator";

/** A lower-case piece of a text. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Scripts that put no spaces between words, with the characters that several of them share. */
const UNSPACED = "\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmr}\\p{scx=Mymr}";

/** A word or an identifier (captured), or an operator. Punctuation that stands alone in prose matches neither. */
const COMPOUND =
  /([cCfF]#|[cC]\+\+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[_-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*)|[-+*/%=<>!&|^~?:.]{2,3}|[+*/%=<>&|^~@#$\\]|[\p{So}\p{Sm}\p{Sc}]/gu;

/** A word of a compound: unspaced run (captured), acronym ("HTTP" of "HTTPServer"), word, other letters, digits. */
const PIECE = new RegExp(
  `([${UNSPACED}]+)|[cCfF]#|[cC]\\+\\+|\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?[\\p{Ll}\\p{M}]+` +
    `|(?:(?![${UNSPACED}])[\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}])+|\\p{N}+`,
  "gu",
);

/** Matches most words. They need no splitting, and Unicode classes are slow. */
const PLAIN_WORD = /^(?:[A-Z]?[a-z]+|[A-Z]+)$/;

/** Returns the tokens of a text in order; identifiers in camelCase, snake_case and kebab-case are split into words. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const compound of canonical(text).matchAll(COMPOUND)) {
    const [found, word] = compound;
    if (word === undefined) tokens.push({ kind: "operator", text: found });
    else if (PLAIN_WORD.test(word)) tokens.push({ kind: "word", text: word.toLowerCase() });
    else pushWords(tokens, word);
  }
  return tokens;
}

function pushWords(tokens: Token[], compound: string): void {
  const joined: string[] = [];
  for (const [piece, unspaced] of compound.matchAll(PIECE)) {
    const text = piece.toLowerCase();
    if (unspaced !== undefined) for (const pair of pairsOf(text)) tokens.push({ kind: "word", text: pair });
    else {
      tokens.push({ kind: "word", text });
      joined.push(text);
    }
  }
  if (joined.length > 1) tokens.push({ kind: "joined", text: joined.join("") });
}

/** Returns overlapping pairs of characters, in place of words in scripts without spaces. */
function pairsOf(run: string): readonly string[] {
  const characters = Array.from(run);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, i) => `${characters[i] ?? ""}${character}`);
}

/**
 * Returns the NFKC form without the apostrophes inside words. Runs of more than 30 combining marks, which no language
 * uses, are cut first (as in the Stream-Safe Text Format of UAX #15), because normalising them takes quadratic time.
 */
function canonical(text: string): string {
  return text
    .replace(/(\p{M}{30})\p{M}+/gu, "$1")
    .normalize("NFKC")
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "");
}
