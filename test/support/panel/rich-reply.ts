import type { PanelPage } from "./panel-page.ts";
import { runOf } from "./runs.ts";

/** A reply with every element that is rendered in a special way. */
export const richReply = `The work grows with $n \\log n$, not with \\(n^2\\); it costs $5 and \`$HOME\` stays as it is. In full:

\\[
T(n) = 2\\,T\\!\\left(\\frac{n}{2}\\right) + \\sum_{i=1}^{n} \\sqrt{i}
\\]

\`\`\`ts
import { readFile } from "node:fs/promises";

// Counts the lines of a file.
export async function countLines(path: string, limit = 10_000): Promise<number> {
  const text = await readFile(path, "utf8");
  if (text === "" || limit <= 0) return 0;
  return text.split(/\\r?\\n/).slice(0, limit).length; // \`limit\` at most
}
\`\`\`

\`\`\`diff
-const slow = true;
+const slow = false;
\`\`\`

\`\`\`python
@cache
def fib(n: int) -> int:
    """The n-th number."""
    return n if n < 2 else fib(n - 1) + fib(n - 2)
\`\`\`

| Algorithm | Best | Average | Worst | Memory | Stable | Remarks that make this table wide |
| --- | --- | --- | --- | --- | --- | --- |
| merge sort | $O(n \\log n)$ | $O(n \\log n)$ | $O(n \\log n)$ | $O(n)$ | yes | \`list.sort\` begins here, and much is to be said |
| quick sort | $O(n \\log n)$ | $O(n \\log n)$ | $O(n^2)$ | $O(\\log n)$ | no | in place |

- [x] See [the documentation](https://docs.example/sort) or https://docs.example/plain
- [https://bank.example](https://evil.example/) is not what it says
- Hidden: user\u202enimda\u202c and zero\u200bwidth

> **Note.** A wrong formula stays as it is: $\\frac{1$.
`;

/** Shows a reply with colours and a formula, so that the code for them is loaded. Resolves when both are visible. */
export async function loadDress(panel: PanelPage): Promise<void> {
  await panel.show([runOf("```ts\nlet a;\n```\n\n```diff\n-let a;\n```\n\n$x$", "loads the dress")]);
  await dressed(panel);
}

/** Resolves when the first colours and formulas are there. */
export async function dressed({ page }: PanelPage): Promise<void> {
  for (const made of ["code-keyword", "code-deleted", "katex"])
    await page.locator(`.markdown .${made}`).first().waitFor();
}
