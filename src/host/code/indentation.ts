/** How a file is indented. */
export interface IndentStyle {
  readonly insertSpaces: boolean;
  /** Columns of one step. */
  readonly tabSize: number;
}

/** Step widths that count as indentation; others are alignment. */
const STEPS = [2, 3, 4, 8];

/**
 * Returns code with the indentation of a place in a file: the shared indentation is removed, its steps become the
 * file's steps, and every line but the first, which continues the place's line, gets the place's indentation.
 *
 * @param indentation white space before the code's outermost lines
 */
export function indented(code: string, indentation: string, style: IndentStyle): string {
  const lines = outermost(code).split("\n");
  const step = stepOf(lines);
  const fileStep = style.insertSpaces ? " ".repeat(style.tabSize) : "\t";
  return lines
    .map((line) => (step === null ? line : stepsOf(line, step, fileStep)))
    .map((line, index) => (index === 0 || line === "" ? line : indentation + line))
    .join("\n");
}

/** Returns the white space at the beginning of a line. */
export function indentationOf(line: string): string {
  return /^[ \t]*/u.exec(line)?.[0] ?? "";
}

/** Returns code without the indentation that all its lines share. Lines end with \n. */
export function outermost(code: string): string {
  const trimmed = code.split(/\r?\n/u).map((line) => (line.trim() === "" ? "" : line));
  const shared = trimmed
    .filter((line) => line !== "")
    .map(indentationOf)
    .reduce((one, other) => commonStart(one, other), indentationOf(trimmed.find((line) => line !== "") ?? ""));
  return trimmed.map((line) => line.slice(shared.length)).join("\n");
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}

/** Returns one step of the code's indentation; null when it is unknown. */
function stepOf(lines: readonly string[]): string | null {
  const indentations = lines.map(indentationOf).filter((indentation) => indentation !== "");
  if (indentations.some((indentation) => indentation.startsWith("\t"))) return "\t";
  // A single space is the alignment of comments that begin with stars.
  const smallest = Math.min(...indentations.map(({ length }) => length).filter((length) => length > 1));
  return STEPS.includes(smallest) ? " ".repeat(smallest) : null;
}

function stepsOf(line: string, step: string, fileStep: string): string {
  let rest = line;
  let steps = 0;
  while (rest.startsWith(step)) {
    rest = rest.slice(step.length);
    steps++;
  }
  return fileStep.repeat(steps) + rest;
}
