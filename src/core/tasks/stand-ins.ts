import type { Language } from "./code-runner.ts";
import { NODE_GLOBALS, NODE_MODULES, PYTHON_MODULES } from "./lacking.ts";

/** Code that can be loaded although it names what the sandbox has not. */
export interface WithStandIns {
  /** What is put behind the task's own setup. */
  readonly setup: string;
  readonly solution: string;
}

/**
 * Puts stand-ins into the place of what the sandbox has not. To import or to name one does nothing; to use it is an error.
 *
 * @param mark the error's message, which nobody can say who has not used one
 */
export function withStandIns(language: Language, solution: string, mark: string): WithStandIns {
  if (language === "python") return { setup: pythonStandIns(mark), solution };
  return { setup: scriptStandIns(mark), solution: solution.replace(NODE_IMPORT, imported) };
}

/** The mark as an expression in which it does not stand: a traceback may quote lines of the setup. */
function spelt(mark: string): string {
  return mark
    .split("")
    .map((letter) => JSON.stringify(letter))
    .join(" + ");
}

function pythonStandIns(mark: string): string {
  return `
def _stand_ins(names, mark):
    import importlib.abc, importlib.machinery, sys, threading, types

    def refuse(*_, **__):
        raise ImportError(mark)

    class Part:
        __init__ = __bool__ = __iter__ = __len__ = __enter__ = __getitem__ = __hash__ = __eq__ = __lt__ = __or__ = refuse

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            return object.__new__(Part)

        __call__ = refuse

    class Module(types.ModuleType):
        __getattr__ = Part.__getattr__

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

/** A stand-in of JavaScript is what `require` gives for a module of Node, and the value of each global of Node. */
function scriptStandIns(mark: string): string {
  return `
{
  const refuse = () => { throw new Error(${spelt(mark)}); };
  const part = new Proxy(function () {}, {
    apply: refuse,
    construct: refuse,
    set: refuse,
    get: (_, key) => (typeof key === "symbol" || key === "prototype" ? undefined : part),
  });
  const { require } = globalThis;
  const modules = new Set(${JSON.stringify([...NODE_MODULES])});
  globalThis.require = (name) => (modules.has(String(name).replace(/^node:/, "").split("/")[0]) ? part : require(name));
  for (const name of ${JSON.stringify(NODE_GLOBALS)}) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: part, writable: true, configurable: true });
  }
}
`;
}

const NODE_IMPORT = new RegExp(
  String.raw`^[ \t]{0,20}import\s{1,9}([\w$*{][^;"'()]{0,500}?)\s{0,9}from\s{0,9}["']((?:node:)?(?:${[...NODE_MODULES].join("|")})(?:/\w+)?)["']`,
  "gmu",
);

/** `import a, { b as c } from "node:fs"` as a call of `require`. */
function imported(whole: string, clause: string, module: string): string {
  if (module.endsWith("timers/promises")) return whole;
  const [, first = "", braces = ""] = /^([^{]*)(\{[^}]*\})?$/u.exec(clause) ?? [];
  const name = first
    .replace(/\*\s*as\s/u, "")
    .replace(",", "")
    .trim();
  const patterns = [name, braces.replace(/\sas\s/gu, ": ")].filter((pattern) => pattern !== "");
  return patterns.map((pattern) => `const ${pattern} = require(${JSON.stringify(module)})`).join(";");
}
