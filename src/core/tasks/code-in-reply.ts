import { fencedBlocks } from "../reading/index.ts";
import type { TaskOf } from "./task-check.ts";

type CodeTests = TaskOf<"code-tests">;
type Language = CodeTests["language"];

const tags: Readonly<Record<Language, readonly string[]>> = {
  python: ["python", "py", "python3", "py3"],
  javascript: ["javascript", "js", "mjs", "cjs", "jsx", "node"],
  // A model that is asked for TypeScript may answer in its subset JavaScript.
  typescript: ["typescript", "ts", "mts", "tsx", "javascript", "js"],
};

/**
 * Returns the code that a reply offers: its last block that defines a name used by the tests, otherwise the last block
 * of the language. Blocks without a language count too, blocks in another language never. A reply without any block
 * counts as code when it defines what the tests use. Returns null when there is no code.
 *
 * Takes time linear in the texts, whatever task and reply hold: names are compared, and never become patterns.
 */
export function codeInReply(task: CodeTests, reply: string): string | null {
  const names = namesUsed(task);
  const defines = (code: string): boolean => definesOneOf(names, code, task.language);
  const blocks = fencedBlocks(reply).filter(
    ({ language }) => language === "" || tags[task.language].includes(language),
  );
  const tagged = blocks.filter(({ language }) => language !== "");
  const block = blocks.findLast(({ content }) => defines(content)) ?? tagged.at(-1) ?? blocks.at(-1);
  if (block !== undefined) return block.content;
  return defines(reply) || (names.size === 0 && looksLikeCode(reply)) ? reply : null;
}

/**
 * Returns the name by which tests reach the solution: the entry point (for `Solution.add`, the class), otherwise the
 * first name that the tests call and the reference defines. It may be a built-in name of the language, such as `sum`.
 */
export function solutionName(task: CodeTests): string | undefined {
  if (task.entryPoint !== undefined) return task.entryPoint.split(".", 1)[0];
  const defined = new Set(namesDefined(task.reference ?? "", task.language));
  return [...namesUsed(task)].find((name) => defined.has(name));
}

/**
 * Returns the entry point (for `Solution.add`, the class), otherwise the names that the tests call; empty for programs
 * that only read and print.
 */
function namesUsed({ entryPoint, tests = [] }: CodeTests): ReadonlySet<string> {
  if (entryPoint !== undefined) return new Set(entryPoint.split(".", 1));
  const called = tests.flatMap((test) =>
    // Matches whole words: a pattern that may begin inside a word would scan long words again and again.
    Array.from(test.matchAll(/([\w$]+)(\s*\()?/gu), ([, name = "", bracket]) => (bracket === undefined ? "" : name)),
  );
  return new Set(called.filter((name) => /^[A-Za-z_$]/u.test(name)));
}

/** Patterns of definitions, with the defined name as the group. */
const definitions: Readonly<Record<"python" | "script", readonly RegExp[]>> = {
  python: [
    /^[ \t]*(?:(?:async\s+)?def|class)\s+([\p{ID_Start}_]\p{ID_Continue}*)/gmu,
    /^([\p{ID_Start}_]\p{ID_Continue}*)\s*(?::[^=\n]*)?=(?!=)/gmu,
  ],
  script: [
    /\b(?:function(?:\s*\*\s*|\s+)|(?:class|const|let|var|enum)\s+)([\p{ID_Start}_$][\p{ID_Continue}$]*)/gu,
    /\bexports\.([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*=/gu,
    /^([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*=(?!=)/gmu,
  ],
};

function definesOneOf(names: ReadonlySet<string>, code: string, language: Language): boolean {
  return names.size > 0 && namesDefined(code, language).some((name) => names.has(name));
}

function namesDefined(code: string, language: Language): string[] {
  return definitions[language === "python" ? "python" : "script"].flatMap((pattern) =>
    Array.from(code.matchAll(pattern), ([, name = ""]) => name),
  );
}

function looksLikeCode(reply: string): boolean {
  return /^(?:import|from|def|class|for|while|if|print|const|let|var|function|[\w.]+\s*=)\b/mu.test(reply);
}
