/**
 * Whether a program printed what it should, as LiveCodeBench compares: line by line without the blanks at both ends; lines
 * that differ may still be the same numbers, digit for digit of their value (1.0 is 1, 0.1 is not 0.10000001).
 */
export function sameOutput(expected: string, output: string): boolean {
  const [wanted, found] = [lines(expected), lines(output)];
  return wanted.length === found.length && wanted.every((line, index) => sameLine(line, found[index] ?? ""));
}

function lines(text: string): string[] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.trim());
}

function sameLine(expected: string, output: string): boolean {
  if (expected === output) return true;
  const [wanted, found] = [expected.split(/\s+/u), output.split(/\s+/u)];
  return wanted.length === found.length && wanted.every((part, index) => sameDecimal(part, found[index] ?? ""));
}

function sameDecimal(a: string, b: string): boolean {
  const [first, second] = [decimal(a), decimal(b)];
  return first !== null && first === second;
}

/** One spelling for each value of a decimal number: its digits and its exponent. */
function decimal(text: string): string | null {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,6}))?$/u.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "") return null;
  const digits = (whole + fraction).replace(/^0+/u, "");
  // Outputs are long and hostile: a pattern for the zeros at the end would try each zero.
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end -= 1;
  const significant = digits.slice(0, end);
  if (significant === "") return "0";
  return `${sign === "-" ? "-" : ""}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
