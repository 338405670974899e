import type { Language } from "../code-runner.ts";
import { NODE_GLOBALS, NODE_MODULES, PYTHON_MODULES } from "./lacking.ts";

/** Code that can be loaded although it names modules that the sandbox does not have. */
interface WithStandIns {
  /** Code to append to the task's own setup. */
  readonly setup: string;
  readonly solution: string;
}

/**
 * Replaces modules and globals that the sandbox does not have with stand-ins. Importing or naming a stand-in does
 * nothing; using it is an error.
 *
 * @param mark the error's message, which code cannot guess. Code that reads it out of the interpreter gains only what
 *   using
 *   a stand-in gives as well: no verdict
 */
export function withStandIns(language: Language, solution: string, mark: string): WithStandIns {
  if (language === "python") return { setup: pythonStandIns(mark), solution };
  const code = solution.replace(NODE_IMPORT, imported).replace(LATE_IMPORT, '(async () => globalThis.require("$1"))()');
  return { setup: scriptStandIns(mark), solution: code };
}

/** Returns the mark as an expression that does not contain it, because a traceback may quote lines of the setup. */
function spelt(mark: string): string {
  return mark
    .split("")
    .map((letter) => JSON.stringify(letter))
    .join(" + ");
}

/**
 * Returns the setup of Python's stand-ins. Each is a class, so that it works wherever a class can be named: in a type
 * hint, in an `except`, or as the base of another class, which then is a stand-in too.
 */
function pythonStandIns(mark: string): string {
  return `
def _stand_ins(names, mark):
    import importlib.abc, importlib.machinery, sys, threading, types

    def refuse(*_, **__):
        raise ImportError(mark)

    def named(owner, name):
        if name.startswith("__"):
            raise AttributeError(name)
        part = Kind(name, (BaseException,), {})
        setattr(owner, name, part)
        return part

    def either(self, other):
        found = type.__or__(self, other)
        return refuse() if found is NotImplemented else found

    def equals(self, other):
        return refuse() if isinstance(other, (int, float, str, bytes)) else self is other

    arithmetic = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor".split()
    words = """call str format bool int float index len iter next contains enter exit await aenter aiter lt le gt ge
        neg pos abs invert""".split() + [start + name for name in arithmetic for start in ("", "r")]
    own = dict.fromkeys([f"__{word}__" for word in words], refuse)
    own |= {"__or__": either, "__ror__": either, "__eq__": equals, "__hash__": type.__hash__}
    Kind = type("Kind", (type,), {**own, "__getattr__": named, "__getitem__": lambda self, _: self})

    class Module(types.ModuleType):
        __getattr__ = named

    class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in names:
                return importlib.machinery.ModuleSpec(name, self, is_package=True)

        def create_module(self, spec):
            return Module(spec.name)

        def exec_module(self, module):
            pass

    for name in [name for name in sys.modules if name.partition(".")[0] in names]:
        del sys.modules[name]
    sys.meta_path.insert(0, Finder())
    threading.Thread.start = refuse


_stand_ins(${JSON.stringify([...PYTHON_MODULES])}, ${spelt(mark)})
del _stand_ins
`;
}

/**
 * Returns the setup of JavaScript's stand-in: `require` returns it for modules of Node, and it is the value of each
 * global of Node.
 */
function scriptStandIns(mark: string): string {
  return `
{
  const { Error, Object, Proxy, Set, String, Symbol, require } = globalThis;
  const refuse = () => { throw new Error(${spelt(mark)}); };
  const part = new Proxy(function () {}, {
    apply: refuse,
    construct: refuse,
    set: refuse,
    get: ({ prototype }, key) =>
      key === "prototype" ? prototype : key === "then" || key === Symbol.hasInstance ? undefined : part,
  });
  const modules = new Set(${JSON.stringify([...NODE_MODULES])});
  globalThis.require = (name) => (modules.has(String(name).replace(/^node:/, "").split("/")[0]) ? part : require(name));
  for (const name of ${JSON.stringify(NODE_GLOBALS)}) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: part, writable: true, configurable: true });
  }
}
`;
}

const NAMED = String.raw`["']((?:node:)?(?:${[...NODE_MODULES].join("|")})(?:/\w+)?)["']`;
const NODE_IMPORT = new RegExp(
  String.raw`(?<=^|;)([ \t]{0,20})import(?:\s{0,9}([\w$*{][^;"'()]{0,500}?)\s{0,9}from)?\s{0,9}${NAMED}`,
  "gmu",
);
const LATE_IMPORT = new RegExp(String.raw`\bimport\(\s{0,9}${NAMED}\s{0,9}\)`, "gu");

/**
 * Returns `import a, { b as c } from "node:fs"` as calls of `require`. Type imports stay for the step that removes
 * types.
 */
function imported(whole: string, space: string, clause: string | undefined, module: string): string {
  if (module.endsWith("timers/promises") || /^type\s+[\w${*]/u.test(clause ?? "")) return whole;
  const [, first = "", braces = ""] = /^([^{]*)(.*)$/su.exec(clause ?? "") ?? [];
  const names = first.split(",").map((name) => name.replace(/\*\s*as\s/u, "").trim());
  const parts = braces.replace(/(?<=[{,]\s{0,9})type\s+(?=[\w$])/gu, "").replace(/\sas\s/gu, ": ");
  const patterns = [...names, parts].filter((pattern) => pattern !== "");
  return (
    space + patterns.map((pattern) => `const ${pattern} = globalThis.require(${JSON.stringify(module)})`).join(";")
  );
}
