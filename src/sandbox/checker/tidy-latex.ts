const spellings: readonly (readonly [RegExp, string])[] = [
  [/\\(?:left|right|[bB]igg?[lr]?|displaystyle|textstyle)(?![a-zA-Z])\.?/gu, ""],
  [/,\\!\s*|\{,\}/gu, ","],
  [/(?<!\\)\\[!,;: ]|\\q?quad(?![a-zA-Z])|[~\u00a0\u2009\u202f]/gu, " "],
  [/(?<!\\)\\[()[\]]|(?<!\\)\$/gu, " "],
  [/\\[dtc]frac/gu, "\\frac"],
  [/\\(?:mbox|textrm|textbf|textit|mathrm|mathbf|operatorname|rm)(?=\s*\{)/gu, "\\text"],
  [/\\(?:mathbb\{R\}|R(?![a-zA-Z]))/gu, "\\mathbb{R}"],
  [/≤|\\leq?(?:slant)?(?![a-zA-Z])/gu, "\\le "],
  [/≥|\\geq?(?:slant)?(?![a-zA-Z])/gu, "\\ge "],
  [/^\s*(?:\\approx(?![a-zA-Z])|≈)|[€£¥]/gu, ""],
  [/[−–]/gu, "-"],
  [/×/gu, "\\times "],
  [/[·⋅]/gu, "\\cdot "],
  [/π|(?<![\\a-zA-Z])pi(?![a-zA-Z])/gu, "\\pi "],
  [/∞|(?<![\\a-zA-Z])(?:infinity|infty|oo)(?![a-zA-Z])/gu, "\\infty "],
  [/°|\^\{?\s*\\(?:circ|degree)\s*\}?|\\degree/gu, "^\\circ "],
  [/±/gu, "\\pm "],
  [/∪/gu, "\\cup "],
  [/∈/gu, "\\in "],
  [/²/gu, "^2"],
  [/³/gu, "^3"],
  [/√\s*(\d+|[a-z])/gu, "\\sqrt{$1}"],
  [/(?<![\\a-zA-Z])sqrt\s*\(([^()]*)\)/gu, "\\sqrt{$1}"],
  [/\\sqrt\s*\(([^()]*)\)/gu, "\\sqrt{$1}"],
  [/\\sqrt\s*(\d)(?!\d)/gu, "\\sqrt{$1}"],
  [/\*\*/gu, "^"],
  [/(?<!\^)\*/gu, "\\cdot "],
  [/\^\s*\(([^()]*)\)/gu, "^{$1}"],
  [/\\%|\\text\s*\{\s*(?:%|percent)\s*\}|\s+percent$/gu, "%"],
];

/** Returns LaTeX in one spelling where only the looks differ: fractions, spaces, sizes of delimiters, Unicode signs. */
export function tidyLatex(latex: string): string {
  let text = latex;
  for (const [pattern, replacement] of spellings) text = text.replace(pattern, replacement);
  text = text.replace(/(?:\^\s*(?:\w+|\{[^{}]*\})\s*){2,}/gu, nestedPowers);
  return unwrapped(
    text
      .replace(/\s+/gu, " ")
      .trim()
      .replace(/[.,;]+$/u, "")
      .trim(),
  );
}

/** Returns `^a^b^c`, which is not valid LaTeX, as `^{a^{b^{c}}}`. */
function nestedPowers(powers: string): string {
  const exponents = powers
    .split("^")
    .slice(1)
    .map((exponent) => exponent.trim());
  return exponents.reduceRight((nested, exponent) => `^{${exponent}${nested}}`, "");
}

/** Returns the text without braces or a box around the whole. */
function unwrapped(text: string): string {
  const inner = /^(?:\\boxed|\\fbox)?\s*\{((?:[^{}\\]|\\[^])*(?:\{(?:[^{}\\]|\\[^])*\}(?:[^{}\\]|\\[^])*)*)\}$/u.exec(
    text,
  )?.[1];
  return inner === undefined ? text : inner.trim();
}

/** Returns the parts of a text between separators, ignoring separators inside brackets. */
export function splitOutside(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(new RegExp(`\\\\[{}]|\\\\[a-zA-Z]+|[^]`, "gu"))) {
    if (/^(?:[([{]|\\\{|\\begin|\\langle)$/u.test(token)) depth += 1;
    else if (/^(?:[)\]}]|\\\}|\\end|\\rangle)$/u.test(token)) depth -= 1;
    else if (depth === 0 && separator.test(token)) {
      parts.push(text.slice(start, index));
      start = index + token.length;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim());
}
