import { fencedBlocks } from "../reading/index.ts";
import type { TaskOf } from "./task-check.ts";

type CodeTests = TaskOf<"code-tests">;
type Language = CodeTests["language"];

const tags: Readonly<Record<Language, readonly string[]>> = {
  python: ["python", "py", "python3", "py3"],
  javascript: ["javascript", "js", "mjs", "cjs", "jsx", "node"],
  // Who is asked for TypeScript may answer in its subset.
  typescript: ["typescript", "ts", "mts", "tsx", "javascript", "js"],
};

/**
 * The code that a reply offers: its last block that defines what the tests use, else the last block of the language. Blocks
 * that name no language count as well, blocks in another one never. A reply without any block is taken as code when it
 * defines what the tests use. null when there is no code.
 *
 * Takes time linear in the texts, whatever task and reply hold: no pattern is made of a name, names are compared.
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
 * The name by which tests reach the solution: the entry point (of `Solution.add` the class), or else the first that the
 * tests call and the reference defines. It may be one of the language's own, such as `sum`.
 */
export function solutionName(task: CodeTests): string | undefined {
  if (task.entryPoint !== undefined) return task.entryPoint.split(".", 1)[0];
  const defined = new Set(namesDefined(task.reference ?? "", task.language));
  return [...namesUsed(task)].find((name) => defined.has(name));
}

/** The entry point (of `Solution.add` the class), or else what the tests call; none for programs that only read and print. */
function namesUsed({ entryPoint, tests = [] }: CodeTests): ReadonlySet<string> {
  if (entryPoint !== undefined) return new Set(entryPoint.split(".", 1));
  const called = tests.flatMap((test) =>
    // Takes whole words: a pattern that may begin within one reads long words again and again.
    Array.from(test.matchAll(/([\w$]+)(\s*\()?/gu), ([, name = "", bracket]) => (bracket === undefined ? "" : name)),
  );
  return new Set(called.filter((name) => /^[A-Za-z_$]/u.test(name)));
}

/** What stands before and behind a name that is defined there. */
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
