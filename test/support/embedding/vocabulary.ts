export const SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] as const;

const WORDS =
  `the a an of to in is it for on with as this that be are was by or and not from at can how do you my we what why when
where which code function class method variable array list map set string number boolean null type interface module
package import export return async await promise callback event loop thread process memory heap stack pointer reference
error exception try catch throw debug test unit mock assert build compile bundle typescript javascript python java rust
sql query table index join select insert update delete database transaction lock http request response server client
json parse cookie session token password hash git commit branch merge rebase push pull container image deploy cache file
read write path directory regex match replace split sort search tree graph queue recursion iterate while if else switch
css html component state editor extension command view setting model embedding vector similarity`.split(/\s+/u);

const ENDINGS = ["ing", "ed", "er", "s", "ly", "tion", "able", "ment", "ness", "al", "or"];

/**
 * Returns the tokens of a WordPiece vocabulary that covers every text of ASCII letters.
 *
 * @param size the vocabulary is filled up to this size with made-up words, `q` and letters; 0 adds none
 */
export function vocabularyOf(size: number): string[] {
  const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
  const characters = printable.filter((character) => character === character.toLowerCase());
  const continued = characters.filter((character) => /[a-z0-9]/u.test(character)).map((character) => `##${character}`);
  const endings = ENDINGS.map((ending) => `##${ending}`);
  const tokens = new Set([...SPECIAL_TOKENS, ...characters, ...continued, ...WORDS, ...endings]);
  for (let number = 0; tokens.size < size; number++) tokens.add(madeUpWord(number));
  return [...tokens];
}

/** Returns a word of lower-case letters for a number, different for every number. */
function madeUpWord(number: number): string {
  const digits = (number + 26 ** 2).toString(26);
  return `q${Array.from(digits, (digit) => String.fromCharCode(97 + parseInt(digit, 26))).join("")}`;
}

/** Returns a text of this many tokens in every such vocabulary, without special tokens. */
export function textOfTokens(count: number): string {
  return Array.from({ length: count }, (_, i) => WORDS[(i * 7) % WORDS.length]).join(" ");
}
