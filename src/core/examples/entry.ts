import type { Language } from "../code-runner.ts";

/** What a reply's code defines at its top, by the way in which its language does it. */
const FUNCTIONS: Readonly<Record<"python" | "script", readonly RegExp[]>> = {
  python: [/^(?:async[ \t]+)?def[ \t]+(\w+)/gmu, /^(\w+)[ \t]*=[ \t]*lambda\b/gmu],
  script: [
    /^(?:export[ \t]+)?(?:default[ \t]+)?(?:async[ \t]+)?function[ \t]*\*?[ \t]*([\w$]+)/gmu,
    /^(?:export[ \t]+)?(?:const|let|var)[ \t]+([\w$]+)[ \t]*(?::[^=\n]*)?=[ \t]*(?:async[ \t]*)?(?:function\b|\(|<|[\w$]+[ \t]*=>)/gmu,
  ],
};
const CLASSES = /^(?:export[ \t]+)?(?:default[ \t]+)?class[ \t]+([\w$]+)/gmu;
const METHODS: Readonly<Record<"python" | "script", RegExp>> = {
  python: /^[ \t]+(?:async[ \t]+)?def[ \t]+([A-Za-z]\w*)[ \t]*\([ \t]*self\b/gmu,
  script:
    /^[ \t]+(?:async[ \t]+)?(?!(?:constructor|if|for|while|switch|catch|function|return)\b)([A-Za-z$][\w$]*)[ \t]*\([^\n]*\{[ \t]*$/gmu,
};
/** The class that some sites ask for, up to the next line that begins at the left. */
const SOLUTION =
  /^(?:export[ \t]+(?:default[ \t]+)?)?class[ \t]+Solution\b[^\n]*\n((?:(?:[ \t][^\n]*)?\n)*(?:[ \t][^\n]*)?)/mu;

/** Name by which examples call a function that their question does not name. */
const NAMELESS = "smcs_answer";

/** What examples call, and code that gives it this name where a reply chose another one. */
export interface Entry {
  readonly name: string;
  readonly fixture: string;
}

/**
 * Returns what examples call in a reply's code: the function that the question names; where the code has none of this
 * name, the method of `class Solution`, or else the only function of the code.
 *
 * @param main the name in the question; null when it has none
 */
export function entryOf(code: string, language: Language, main: string | null): Entry {
  const name = main ?? NAMELESS;
  const way = language === "python" ? "python" : "script";
  const methods = namesIn(SOLUTION.exec(code)?.[1] ?? "", [METHODS[way]]);
  const functions = namesIn(code, FUNCTIONS[way]);
  const method = methods.find((one) => one === main) ?? only(methods);
  const chosen = only(functions) ?? only(functions.filter((one) => !/^_|^main$|^test/u.test(one)));
  if (method === undefined && (chosen === undefined || chosen === name)) return { name, fixture: "" };
  if (way === "python") {
    const value = method === undefined ? chosen : `lambda *args, **named: Solution().${method}(*args, **named)`;
    return { name, fixture: `if "${name}" not in globals():\n    ${name} = ${value}` };
  }
  const value = method === undefined ? chosen : `(...args) => new Solution().${method}(...args)`;
  return { name, fixture: `if (typeof ${name} === "undefined") globalThis.${name} = ${value};` };
}

/** Returns the names of the functions and classes that code defines at its top. */
export function definedIn(code: string, language: Language): string[] {
  return namesIn(code, [...FUNCTIONS[language === "python" ? "python" : "script"], CLASSES]);
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

function namesIn(code: string, patterns: readonly RegExp[]): string[] {
  return [...new Set(patterns.flatMap((pattern) => Array.from(code.matchAll(pattern), ([, name = ""]) => name)))];
}
