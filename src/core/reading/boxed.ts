/**
 * Returns the content of the last `\boxed{...}` (or `\fbox{...}`) with balanced braces; of nested boxes, the inner one.
 * The braces `\{` and `\}` are text and do not count. Without such a box, returns the content of the last `\boxed 7`,
 * up to white space or a dollar sign.
 */
export function lastBoxed(solution: string): string | undefined {
  const opened: (number | undefined)[] = [];
  let last: { start: number; end: number } | undefined;
  for (const { 0: token, index } of solution.matchAll(/\\(?:boxed|fbox)\s*\{|\\[^]|[{}]/g)) {
    if (token === "}") {
      const start = opened.pop();
      if (start !== undefined && start > (last?.start ?? -1)) last = { start, end: index };
    } else if (token.endsWith("{") && token !== "\\{") {
      opened.push(token === "{" ? undefined : index + token.length);
    }
  }
  if (last !== undefined) return solution.slice(last.start, last.end);
  const bare = solution.matchAll(/\\(?:boxed\s+([^\s${}]+)|[^])/g);
  return [...bare].flatMap(([, content]) => content ?? []).at(-1);
}
