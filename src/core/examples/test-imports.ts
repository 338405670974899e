/** What a test file takes from the code that it tests. */
export interface TestedCode {
  /** Functions and classes of that code. */
  readonly names: readonly string[];
  /** The code's own names of those that the file calls by other ones. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Names under which the file has a module of that code, whose members it calls. */
  readonly modules: readonly string[];
  /** The file's other import statements of Python. */
  readonly imports: readonly string[];
}

/** Modules of Python's standard library, as tests import them, and libraries that are nobody's own code. */
const PYTHON_MODULES = new Set(
  `__future__ abc argparse array ast asyncio base64 bisect calendar cmath collections contextlib copy csv dataclasses datetime
  decimal difflib doctest enum fractions functools glob hashlib heapq hmac html http importlib inspect io itertools json
  logging math numbers operator os pathlib pickle platform pprint queue random re secrets shutil signal socket sqlite3
  statistics string struct subprocess sys tempfile textwrap threading time timeit traceback types typing unicodedata unittest
  urllib uuid warnings weakref xml zipfile zlib zoneinfo
  django flask freezegun hypothesis mock numpy pandas parameterized pytest requests scipy sqlalchemy tensorflow torch`.split(
    /\s+/u,
  ),
);
const FROM = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\(([^()]{0,2000})\)|([^\n(]+))/gmu;
const IMPORT = /^[ \t]*import[ \t]+([\w., \t]+)/gmu;
/** `import a, { b } from "m"`, `const { b } = require("m")`, with what is imported and the module. */
const SCRIPT =
  /(?:^|[;\n])[ \t]*(?:import[ \t]+(?!type\b)([^;"'`]{1,2000}?)[ \t\n]+from|(?:const|let|var)[ \t]+([^;=]{1,2000}?)[ \t\n]*=[ \t\n]*(?:await[ \t]+import|require)\()[ \t\n]*["']([^"'\n]+)["']/gu;
/** Modules of a test file that are not what it tests: Node's, test runners and their helpers. */
const SCRIPT_LIBRARIES =
  /^(?:node:|bun:|assert|vitest|jest|@jest\/|chai|mocha|sinon|ava|tape|tap|fast-check|@testing-library\/)/u;

/** Reads what a test file imports, in Python or else in JavaScript. Takes time linear in the text. */
export function testedCode(text: string, language: "python" | "javascript"): TestedCode {
  return language === "python" ? pythonImports(text) : scriptImports(text);
}

function pythonImports(text: string): TestedCode {
  const bound: Bound[] = [];
  const modules: string[] = [];
  const imports: string[] = [];
  const isOwn = (module: string): boolean => !PYTHON_MODULES.has(module.split(".", 1)[0] ?? "");
  for (const [statement, module = "", many, one = ""] of text.matchAll(FROM)) {
    const list = (many ?? one).replaceAll(/#[^\n]*/gu, "");
    if (isOwn(module)) bound.push(...boundIn(list));
    else imports.push(statement.trim().replaceAll(/\s*\n\s*/gu, " "));
  }
  for (const [statement, list = ""] of text.matchAll(IMPORT)) {
    const [first = ""] = list.trim().split(/[.,\s]/u, 1);
    if (isOwn(first)) modules.push(...boundIn(list).map(({ name }) => name));
    else imports.push(statement.trim());
  }
  return { ...used(bound, modules, text), imports };
}

function scriptImports(text: string): TestedCode {
  const all = Array.from(text.matchAll(SCRIPT), ([, imported, required, from = ""]) => ({
    what: imported ?? required ?? "",
    from,
  })).filter(({ from }) => !SCRIPT_LIBRARIES.test(from));
  const near = all.filter(({ from }) => /^[./~#]|^@\//u.test(from));
  const own = near.length > 0 ? near : all;
  const inBraces = own.flatMap(({ what }) => boundIn(/\{([^}]*)\}/u.exec(what)?.[1] ?? ""));
  const whole = own.flatMap(({ what }) => boundIn(what.replace(/\{[^}]*\}/u, "").replace(/\*[ \t]+as[ \t]+/u, "")));
  return { ...used([...inBraces, ...whole], [], text), imports: [] };
}

/** A name of a file, and that of the imported code. */
interface Bound {
  readonly name: string;
  readonly original: string;
}

function boundIn(list: string): Bound[] {
  return list.split(",").flatMap((one) => {
    const [original = "", name = original] = one.trim().split(/[ \t]+as[ \t]+|[ \t]*:[ \t]*/u);
    return /^[A-Za-z_$][\w$.]*$/u.test(name) ? [{ name, original }] : [];
  });
}

/** Tells modules, of which only members are used, from functions and classes, and adds these members to the names. */
function used(bound: readonly Bound[], modules: readonly string[], text: string): Omit<TestedCode, "imports"> {
  const members = new Map<string, Set<string>>();
  const calls = /(?<![\w$.])((?:[A-Za-z_$][\w$]*\.)*)([A-Za-z_$][\w$]*)\(/gu;
  for (const [, prefix = "", member = ""] of text.matchAll(calls)) {
    const module = prefix.slice(0, -1);
    const known = members.get(module);
    if (known === undefined) members.set(module, new Set([member]));
    else known.add(member);
  }
  const called = members.get("") ?? new Set();
  // "from package import module" gives a module.
  const [spaces, own] = [true, false].map((wanted) =>
    bound.filter(({ name }) => (members.has(name) && !called.has(name)) === wanted),
  );
  const all = [...modules, ...(spaces ?? []).map(({ name }) => name)];
  const names = [
    ...(own ?? []).map(({ original }) => original),
    ...all.flatMap((one) => [...(members.get(one) ?? [])]),
  ];
  const renamed = (own ?? []).filter(({ name, original }) => name !== original);
  return {
    names: [...new Set(names)],
    renamed: new Map(renamed.map(({ name, original }) => [name, original])),
    modules: all,
  };
}
