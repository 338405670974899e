const python =
  /(?:ModuleNotFoundError|ImportError).*?['"](numpy|pandas|scipy|sympy|networkx|sortedcontainers|matplotlib|sklearn|requests|pytest|regex|numba|ssl|sqlite3|lzma|tkinter|curses|multiprocessing|_?multiprocessing)(?:\.[\w.]+)?['"]/u;

const node =
  /(?:Cannot find|could not load|Cannot load|not available)[^'"\n]*['"]((?:node:)?(?:assert|buffer|child_process|crypto|events|fs|http|https|os|path|perf_hooks|process|readline|stream|timers|url|util|worker_threads|zlib)(?:\/\w+)?)['"]/u;

/**
 * The well-known module, or threads, that a program wanted and the sandbox does not have; undefined for any other error. That a
 * module is missing here says nothing about the model that used it; a module that never existed does.
 */
export function missingModule(error: string): string | undefined {
  if (/can't start new thread/u.test(error)) return "threads";
  return python.exec(error)?.[1] ?? node.exec(error)?.[1];
}
