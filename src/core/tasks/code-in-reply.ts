import { fencedBlocks } from "./fenced-blocks.ts";
import type { TaskOf } from "./task-check.ts";

type CodeTests = TaskOf<"code-tests">;

const tags: Readonly<Record<CodeTests["language"], readonly string[]>> = {
  python: ["python", "py", "python3", "py3"],
  javascript: ["javascript", "js", "mjs", "cjs", "jsx", "node"],
  // Who is asked for TypeScript may answer in its subset.
  typescript: ["typescript", "ts", "mts", "tsx", "javascript", "js"],
};

/**
 * The code that a reply offers: its last block that defines what the tests use, else the last block of the language. Blocks
 * that name no language count as well, blocks in another one never. A reply without any block is taken as code when it
 * defines what the tests use. null when there is no code.
 */
export function codeInReply(task: CodeTests, reply: string): string | null {
  const wanted = definitionsOf(namesUsed(task), task.language);
  const blocks = fencedBlocks(reply).filter(
    ({ language }) => language === "" || tags[task.language].includes(language),
  );
  const tagged = blocks.filter(({ language }) => language !== "");
  const defining = blocks.findLast(({ content }) => wanted?.test(content) === true);
  const block = defining ?? tagged.at(-1) ?? blocks.at(-1);
  if (block !== undefined) return block.content;
  return wanted?.test(reply) === true || (wanted === null && looksLikeCode(reply)) ? reply : null;
}

/** The entry point, or else what the tests call. */
function namesUsed({ entryPoint, tests = [] }: CodeTests): readonly string[] {
  if (entryPoint !== undefined) return [entryPoint];
  return [
    ...new Set(
      tests.flatMap((test) => Array.from(test.matchAll(/\b([A-Za-z_$][\w$]*)\s*\(/gu), ([, name = ""]) => name)),
    ),
  ];
}

/** Finds the definition of one of the names; null where there are none, as with programs that only read and print. */
function definitionsOf(names: readonly string[], language: CodeTests["language"]): RegExp | null {
  if (names.length === 0) return null;
  const name = `(?:${names.map((one) => one.replace(/\$/gu, "\\$")).join("|")})(?![\\w$])`;
  return language === "python"
    ? new RegExp(String.raw`^[ \t]*(?:(?:async\s+)?def|class)\s+${name}|^${name}\s*(?::[^=\n]*)?=(?!=)`, "mu")
    : new RegExp(
        String.raw`\b(?:function\s*\*?|class|const|let|var|enum)\s+${name}|\bexports\.${name}\s*=|^${name}\s*=(?!=)`,
        "mu",
      );
}

function looksLikeCode(reply: string): boolean {
  return /^(?:import|from|def|class|for|while|if|print|const|let|var|function|[\w.]+\s*=)\b/mu.test(reply);
}
