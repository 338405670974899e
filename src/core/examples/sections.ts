/** What a heading of a question announces. */
export type SectionKind = "input" | "output" | "expected" | "actual";

/** A heading of a question, such as "Input:", with the text below or behind it. */
export interface Section {
  readonly kind: SectionKind;
  /** Index of its heading. */
  readonly at: number;
  /** Number of its first line, and of the line behind it. */
  readonly line: number;
  readonly next: number;
  readonly text: string;
}

const LABELS: readonly (readonly [SectionKind, string])[] = [
  [
    "expected",
    "expected(?:[ \\t]+(?:output|result|answer|value|return|behaviou?r))?|erwartet(?:es? \\w+)?|期望(?:输出|结果)?",
  ],
  [
    "actual",
    "(?:actual|received|your|current)(?:[ \\t]+(?:output|result|answer|value|behaviou?r))?|got|tatsächlich|实际(?:输出|结果)?",
  ],
  [
    "input",
    "(?:(?:sample|example|test|standard)[ \\t]+)?inputs?|(?:样例|示例)?输入(?:样例|示例)?|(?:beispiel)?eingaben?",
  ],
  [
    "output",
    "(?:(?:sample|example|standard)[ \\t]+)?(?:outputs?|results?)|returns?|(?:样例|示例)?输出(?:样例|示例)?|(?:beispiel)?ausgaben?|ergebnis",
  ],
];
const HEADINGS = LABELS.map(
  ([kind, label]) =>
    [
      kind,
      new RegExp(
        `^[ \\t>*#_\`+-]*(?:${label})(?:[ \\t]*#?\\d+)?[ \\t]*(?:[*_\`]*[ \\t]*[:：=]+[ \\t]*[*_]*|[*_\`]+[ \\t]*(?=$|[\\[{("'\\d])|$)[ \\t]*`,
        "iu",
      ),
    ] as const,
);
/** A line that ends the text of a section. */
const NEXT =
  /^[ \t>*#_-]*(?:explanation|example|note|constraints?|sample|test case|erklärung|hinweis|beispiel|解释|说明|提示|示例|样例|\d+[.)][ \t])|^[ \t]*#{1,6}[ \t]/iu;
/** Maximum number of empty lines between a heading and its text. */
const MOST_EMPTY = 2;
const FENCE = /^[ \t]*(?:```|~~~)/u;
const DOCSTRING_END = /^\s*(?:"""|''')/u;

/** Returns the sections of a question, in its order. */
export function sectionsIn(question: string): Section[] {
  const lines = question.split("\n");
  const sections: Section[] = [];
  let at = 0;
  for (const [index, line] of lines.entries()) {
    const heading = headingOf(line);
    if (heading !== null)
      sections.push({ ...textBelow(lines, index, heading.length), kind: heading.kind, at, line: index });
    at += line.length + 1;
  }
  return sections;
}

function headingOf(line: string): { readonly kind: SectionKind; readonly length: number } | null {
  for (const [kind, pattern] of HEADINGS) {
    const [found] = pattern.exec(line) ?? [];
    if (found !== undefined) return { kind, length: found.length };
  }
  return null;
}

/** Returns the text behind a heading, or else below it: a fenced block, or the lines up to an empty one or the next heading. */
function textBelow(
  lines: readonly string[],
  index: number,
  length: number,
): { readonly text: string; readonly next: number } {
  const own = (lines[index] ?? "")
    .slice(length)
    .trim()
    .replace(/^`([^`]*)`(?=\W*$)/u, "$1");
  if (own !== "") return { text: own, next: index + 1 };
  // What follows more empty lines is something else: an output may be empty.
  const first = Math.min(afterEmpty(lines, index + 1), index + 1 + MOST_EMPTY);
  const isFenced = FENCE.test(lines[first] ?? "");
  let next = isFenced ? first + 1 : first;
  const ends = (line: string): boolean =>
    FENCE.test(line) ||
    (!isFenced && (line.trim() === "" || headingOf(line) !== null || NEXT.test(line) || DOCSTRING_END.test(line)));
  while (next < lines.length && !ends(lines[next] ?? "")) next += 1;
  const block = lines.slice(isFenced ? first + 1 : first, next);
  const text = block.map((line) => (isFenced ? line : line.replace(/^[ \t]*>?[ \t]?/u, ""))).join("\n");
  return { text: text.trimEnd().replace(/^`([^`\n]*)`$/u, "$1"), next: isFenced ? next + 1 : next };
}

/** Returns the number of the first line from an index on that is not empty. */
export function afterEmpty(lines: readonly string[], index: number): number {
  let next = index;
  while (next < lines.length && (lines[next] ?? "").trim() === "") next += 1;
  return next;
}
