/** Languages with `#` comments, by the word after a fence. */
const HASH_COMMENTS = /^(?:py(?:thon)?3?|rb|ruby|sh|bash|zsh|shell|r|perl|ya?ml|toml|elixir)\b/u;
const LOOKS_LIKE_PYTHON = /^[ \t]*(?:def\s.*:|class\s.*:|(?:import|from)\s\w[^;{]*)$/mu;
/** Lines without an effect of their own. */
const IDLE = /^\s*(?:(?:import|from|using|package|#include|#!)(?:\s|$).*|@\w.*)?$/u;
/** Line endings at which a statement must continue. */
const GOES_ON = /(?:[,=([{\\.?&|^~*%]|(?<!\+)\+|(?<!-)-)$/u;
const CLOSING = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

/**
 * Whether code looks whole, as far as can be told without running it: every bracket, string and comment is closed, the
 * last line does not begin something, and there is more than imports. Takes time linear in the code.
 *
 * @param language the word after the code's fence, in lower case; empty when there is none
 */
export function looksWhole(code: string, language: string): boolean {
  const isHash = HASH_COMMENTS.test(language) || (language === "" && LOOKS_LIKE_PYTHON.test(code));
  const bare = withoutTexts(code, isHash);
  if (bare === null) return false;
  const open: string[] = [];
  for (const character of bare) {
    if ("([{".includes(character)) open.push(character);
    else if (CLOSING.has(character) && open.pop() !== CLOSING.get(character)) return false;
  }
  const lines = bare.split("\n").filter((line) => line.trim() !== "");
  const last = lines.at(-1)?.trimEnd() ?? "";
  const goesOn = GOES_ON.test(last) || (isHash && last.endsWith(":"));
  return open.length === 0 && !goesOn && lines.some((line) => !IDLE.test(line));
}

/**
 * Returns the code with `s` instead of each string and without comments; null when one of them is not closed. A
 * template literal counts as one string.
 */
function withoutTexts(code: string, isHash: boolean): string | null {
  const texts = isHash
    ? /"""|'''|["'#]/gu
    : // A quotation mark between letters is an apostrophe or a lifetime.
      /\/\/|\/\*|["`]|(?<!\w)'/gu;
  const ends: Readonly<Record<string, RegExp>> = {
    '"""': /(?:\\[^]|(?!""")[^\\])*"""/uy,
    "'''": /(?:\\[^]|(?!''')[^\\])*'''/uy,
    '"': /(?:\\[^]|[^"\\\n])*"/uy,
    "'": /(?:\\[^]|[^'\\\n])*'/uy,
    "`": /(?:\\[^]|[^`\\])*`/uy,
    "/*": /[^]*?\*\//uy,
    "#": /.*/uy,
    "//": /.*/uy,
  };
  let bare = "";
  let at = 0;
  for (;;) {
    texts.lastIndex = at;
    const begin = texts.exec(code);
    if (begin === null) return bare + code.slice(at);
    const [mark] = begin;
    const end = ends[mark] as RegExp;
    end.lastIndex = begin.index + mark.length;
    if (!end.test(code)) return null;
    bare += code.slice(at, begin.index) + (mark === "#" || mark.startsWith("/") ? "" : "s");
    at = end.lastIndex;
  }
}
