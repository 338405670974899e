/** Words and characters of a query that count; what is beyond them finds nothing better. */
const MOST_WORDS = 12;
const LONGEST_QUERY = 300;

/** Where letters with accents stand in Unicode: Latin, Greek, Cyrillic. */
const ACCENTED: readonly (readonly [from: number, to: number])[] = [
  [0xc0, 0x52f],
  [0x1e00, 0x1fff],
];

/** Accents that stand behind their letter. */
const MARKS = "[\\u0300-\\u036f]*";

/** A query's words as patterns that find them in any case, with or without accents. */
export function looseWords(query: string): RegExp[] {
  const words = query
    .slice(0, LONGEST_QUERY)
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
  return words.map(loosePattern);
}

/** The letters that a letter stands for, by what is left of it without case and accents. */
let variants: Map<string, string> | null = null;

function loosePattern(word: string): RegExp {
  variants ??= accentedLetters();
  const letters = Array.from(word.normalize("NFC"), (letter) => {
    const bare = bareLetter(letter);
    const all = new Set([letter, bare, bare.toUpperCase(), ...Array.from(variants?.get(bare) ?? "")]);
    // Letters beyond 16 bits, and those that case makes two of, are no members of a class.
    const alternatives = [...all].map((one) => one.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
    return `(?:${alternatives.join("|")})${MARKS}`;
  });
  return new RegExp(letters.join(""));
}

function bareLetter(letter: string): string {
  const bare = letter.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return bare === "" ? letter : bare;
}

function accentedLetters(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [from, to] of ACCENTED) {
    for (let code = from; code <= to; code++) {
      const letter = String.fromCharCode(code);
      const bare = bareLetter(letter);
      if (bare !== letter) found.set(bare, `${found.get(bare) ?? ""}${letter}`);
    }
  }
  return found;
}
