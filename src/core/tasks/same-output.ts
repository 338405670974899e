/**
 * Whether a program printed the expected output, compared as by LiveCodeBench: line by line, without the blanks at both
 * ends. Lines that differ may still be the same numbers by exact value (1.0 is 1, 0.1 is not 0.10000001), as Python's
 * Decimal reads them.
 */
export function sameOutput(expected: string, output: string): boolean {
  const [wanted, found] = [lines(expected), lines(output)];
  return wanted.length === found.length && wanted.every((line, index) => sameLine(line, found[index] ?? ""));
}

/** Whether a character is white space in Python, which differs slightly from JavaScript. */
function isBlank(character: string): boolean {
  const code = character.charCodeAt(0);
  return (code >= 0x1c && code <= 0x1f) || code === 0x85 || (code !== 0xfeff && /\s/u.test(character));
}

function lines(text: string): string[] {
  return stripped(text)
    .split("\n")
    .map((line) => stripped(line));
}

/** Scans each end by itself: a pattern for trailing blanks would try each blank of a long and hostile output. */
function stripped(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charAt(start))) start += 1;
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A line of output that is so many times as long as the expected one, and so many characters longer, differs from it. */
const MOST_TIMES = 8;
const ALWAYS_READ = 1_000;

function sameLine(expected: string, output: string): boolean {
  if (expected === output) return true;
  if (output.length > MOST_TIMES * expected.length + ALWAYS_READ) return false;
  const [wanted, found] = [words(expected), words(output)];
  return wanted.length === found.length && wanted.every((part, index) => sameDecimal(part, found[index] ?? ""));
}

function words(line: string): string[] {
  return Array.from(line, (character) => (isBlank(character) ? " " : character))
    .join("")
    .split(/ +/u);
}

function sameDecimal(a: string, b: string): boolean {
  const [first, second] = [decimal(a), decimal(b)];
  return first !== null && first === second;
}

/**
 * Returns one spelling for each value that Python's Decimal reads: its digits and exponent, or infinity. Returns null
 * for everything else, including NaN, which is not equal to itself.
 */
function decimal(text: string): string | null {
  const [, sign, whole = "", fraction = "", exponent = "0", infinity] =
    /^([-+]?)(?:(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,15}))?|(inf(?:inity)?))$/iu.exec(text.replaceAll("_", "")) ?? [];
  if (sign === undefined) return null;
  const minus = sign === "-" ? "-" : "";
  if (infinity !== undefined) return `${minus}infinity`;
  if (whole + fraction === "") return null;
  const digits = (whole + fraction).replace(/^0+/u, "");
  // Outputs may be long and hostile: a pattern for trailing zeros would try each zero.
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end -= 1;
  const significant = digits.slice(0, end);
  if (significant === "") return "0";
  return `${minus}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
