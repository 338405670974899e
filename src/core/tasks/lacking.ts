import type { Language } from "../code-runner.ts";

/**
 * Returns a module or global that code needs and its language normally has, but the sandbox does not, such as "socket";
 * undefined for none. It is found by reading the code's imports and names, because the program could write any error
 * message itself.
 *
 * A module that does not come with the language is not lacking: the code would not run anywhere as it is.
 */
export function lackingIn(language: Language, code: string): string | undefined {
  return language === "python" ? lackingInPython(code) : lackingInScript(code);
}

/**
 * Modules of Python's standard library that the sandbox's Python does not have, or whose purpose (processes, system
 * calls) the sandbox does not support.
 */
export const PYTHON_MODULES: ReadonlySet<string> = new Set(
  `ctypes curses dbm ensurepip grp idlelib multiprocessing pwd pydoc_data readline resource socket socketserver subprocess
  syslog tkinter turtle turtledemo venv zoneinfo`.split(/\s+/),
);

/** Multi-line strings and comments; other strings hold no line that begins with an import. */
const PYTHON_WORDS = /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|#.*/gu;

function lackingInPython(whole: string): string | undefined {
  const code = whole.replace(PYTHON_WORDS, "");
  const modules = Array.from(code.matchAll(/(?:^|;)[ \t]*(?:import|from)[ \t]+([\w., \t]+)/gmu), ([, list = ""]) =>
    (list.split(/[ \t]import[ \t]/u, 1)[0] ?? "").split(",").map((one) => one.trim().split(/[.\s]/u, 1)[0] ?? ""),
  ).flat();
  const module = modules.find((one) => PYTHON_MODULES.has(one));
  if (module !== undefined) return module;
  const mayThread = modules.some((one) => one === "threading" || one === "concurrent" || one === "asyncio");
  return mayThread &&
    /\b(?:Thread|Timer|ThreadPoolExecutor|ProcessPoolExecutor|to_thread|run_in_executor)\b/u.test(code)
    ? "threads"
    : undefined;
}

/** Modules of Node, except `assert`, which the sandbox has. */
export const NODE_MODULES: ReadonlySet<string> = new Set(
  `async_hooks buffer child_process cluster crypto dgram diagnostics_channel dns events fs http http2 https inspector
  module net os path perf_hooks process punycode querystring readline stream string_decoder test timers tls tty url util
  v8 vm wasi worker_threads zlib`.split(/\s+/),
);

/** Globals of Node that the sandbox does not have. */
export const NODE_GLOBALS: readonly string[] =
  `process Buffer Intl TextEncoder TextDecoder URL URLSearchParams AbortController AbortSignal Event EventTarget Blob
  crypto fetch atob btoa Atomics WebAssembly BroadcastChannel MessageChannel Worker`.split(/\s+/);

const SCRIPT_COMMENTS = /\/\*[\s\S]*?(?:\*\/|$)|(?<!:)\/\/.*/gu;
/**
 * Matches strings. One that is not closed extends to the end of its line, because searching for its end from every
 * quote inside would take long.
 */
const SCRIPT_TEXTS = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\[\s\S])*`?/gu;

function lackingInScript(whole: string): string | undefined {
  const code = whole.replace(SCRIPT_COMMENTS, "");
  for (const [, module = ""] of code.matchAll(/\b(?:from|import|require)\s{0,9}\(?\s{0,9}["'](?:node:)?([\w/]+)["']/gu))
    if (NODE_MODULES.has(module.split("/", 1)[0] ?? "") && module !== "timers/promises") return module;
  const withoutTexts = code.replace(SCRIPT_TEXTS, '""');
  return NODE_GLOBALS.find((name) => usesGlobal(name, withoutTexts));
}

/**
 * Whether code uses a name as an object, a function or a class, and declares it nowhere: not by a keyword, as a
 * parameter, in braces, as a method or by an assignment. A call of `exit` is not a use.
 */
function usesGlobal(name: string, code: string): boolean {
  const used = new RegExp(String.raw`(?<![.\w$#])${name}\s{0,9}(?:\(|\.(?!exit\b))`, "u");
  const declared = new RegExp(
    [
      String.raw`\b(?:class|function|const|let|var|enum)\s{1,9}${name}\b`,
      String.raw`[({,[]\s{0,9}${name}\s{0,9}[,)}\]:=]`,
      String.raw`\b${name}\s{0,9}=`,
      String.raw`\b${name}\s{0,9}\([^()]{0,200}\)[^;()]{0,100}\{`,
    ].join("|"),
    "u",
  );
  return used.test(code) && !declared.test(code);
}
