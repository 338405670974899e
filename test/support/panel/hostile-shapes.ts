const run = "window.pwned=1";

/** Formulas that do more than show a formula, or that show too large a formula. */
export const hostileTex = [
  `\\href{javascript:${run}}{x}`,
  "\\href{https://evil.example}{x}",
  `\\url{javascript:${run}}`,
  "\\includegraphics{https://evil.example/x.png}",
  `\\htmlData{x=1}{y}`,
  "\\htmlClass{failure}{y}",
  "\\htmlId{panel}{y}",
  "\\htmlStyle{position:fixed;inset:0}{y}",
  "\\cssId{panel}{y}",
  "\\class{failure}{y}",
  "\\def\\a{\\a\\a}\\a",
  "\\def\\a#1{#1#1}\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{x}}}}}}}}}",
  "\\rule{10000em}{10000em}",
  "\\kern{-10000em}\\rule{20000em}{1em}",
  "\\raisebox{5000em}{up}\\raisebox{-5000em}{down}",
  "\\hspace{-500em}\\llap{left}\\smash{\\rule{1em}{500em}}",
  "\\color{red;background:url(https://evil.example)}x",
  '\\textcolor{#f00"onclick="window.pwned=1}{x}',
  `\\text{<img src=x onerror=${run}>}`,
  '\\unicode{x202e} \\char"202E \u202e',
  `${"\\sqrt{".repeat(400)}x${"}".repeat(400)}`,
  `${"{".repeat(1_500)}x${"}".repeat(1_500)}`,
  `\\begin{matrix}${"a&".repeat(900)}a\\end{matrix}`,
  "\\newcommand{\\x}{\\x\\x}\\x \\global\\let\\alpha=\\beta",
  "\\verb|</span><script>|\\tag{</span>}",
  "\\Huge\\Huge\\Huge X",
].map((tex) => `before $${tex}$ within\n\n\\[ ${tex} \\]\n\nafter`);

const controls = ["\u202e", "\u2066", "\u2067\u2068", "\u202a\u202b\u202d", "\u200b", "\u2060\ufeff", "\u00ad", "\u{e0041}\u{e007f}", "\u0000", "\u001b[31m\u001b]8;;https://evil.example\u0007", "\u009b31m", "\u2028\u2029", "\ud800", "\udc00 \ud83d", "\ufff9\ufffa\ufffb", "\u115f\u3164"]; // prettier-ignore

/** Texts that differ from what they look like. */
export const hostileUnicode = [
  ...controls.map(
    (one) =>
      `# head${one}ing\n\ntext ${one}gnp.exe [li${one}nk](https://x.example/${one}) \`co${one}de\`\n\n\`\`\`ts\nif (a${one}b) {}\n\`\`\``,
  ),
  `${"e\u0301\u0302\u0303\u0304".repeat(2_000)} ${"\u0489".repeat(5_000)}`,
  `[https://www.аррӏе.com](https://xn--80ak6aa92e.example) [bank.example](https://bank.example@evil.example)`,
  `${"\u202e".repeat(5_000)}${"a\u200b".repeat(50_000)}`,
  "שלום [english](https://x.example) مرحبا `code` 123 \u202dabc",
  "👨‍👩‍👧‍👦".repeat(500),
];

const MEGABYTE = 1_000_000;

/** Replies that take a program long to read. */
export const hostileSizes = [
  "`".repeat(MEGABYTE),
  "` ``".repeat(MEGABYTE / 4),
  "[".repeat(MEGABYTE),
  "![](".repeat(MEGABYTE / 4),
  "*a_".repeat(MEGABYTE / 3),
  `${"> ".repeat(MEGABYTE / 2)}deep`,
  `${">".repeat(50_000)}\n`.repeat(20),
  Array.from({ length: 700 }, (_, depth) => `${"  ".repeat(depth)}- item`).join("\n"),
  `|${"a|".repeat(500)}\n|${"-|".repeat(500)}\n${`|${"b|".repeat(500)}\n`.repeat(200)}`,
  "x".repeat(MEGABYTE),
  `${"\n".repeat(MEGABYTE)}end`,
  "```\ncode\n```\n".repeat(MEGABYTE / 100),
  `\`\`\`ts\n${"const a = [1];".repeat(20_000)}\n\`\`\``,
  `\`\`\`html\n${"<a ".repeat(9_000)}\n\`\`\``,
  "# heading\n".repeat(20_000),
  "<https://x.example> ".repeat(10_000),
  Array.from({ length: 5_000 }, (_, label) => `[${label}]: https://x.example/${label}\n\n[${label}]\n`).join("\n"),
  "$x$ ".repeat(2_000),
  "$$\n".repeat(60_000),
  "&amp;".repeat(MEGABYTE / 5),
  "😀".repeat(MEGABYTE / 2),
];
