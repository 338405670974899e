const python =
  /(?:ModuleNotFoundError|ImportError).*?['"](numpy|pandas|scipy|sympy|networkx|sortedcontainers|matplotlib|sklearn|requests|pytest|hypothesis|regex|numba|torch|bs4|yaml|dateutil|pytz|tzdata|attrs?|pydantic|typing_extensions|more_itertools|tqdm|PIL|ssl|sqlite3|lzma|tkinter|curses|_?multiprocessing)(?:\.[\w.]+)?['"]/u;

const node =
  /(?:Cannot find|could not load|Cannot load|not available)[^'"\n]*['"]((?:node:)?(?:assert|buffer|child_process|crypto|events|fs|http|https|os|path|perf_hooks|process|readline|stream|timers|url|util|worker_threads|zlib)(?:\/\w+)?)['"]/u;

/** Globals of Node that QuickJS does not have, in its words. */
const global =
  /'(process|Buffer|Intl|TextEncoder|TextDecoder|URL|URLSearchParams|AbortController|AbortSignal|Event|EventTarget|Blob|crypto|fetch|atob|btoa|Atomics|WebAssembly|BroadcastChannel|MessageChannel|Worker|__dirname|__filename)' is not defined/u;

/** Characters at the beginning and at the end of an error that are looked at: a program may write any number. */
const READ = 4000;

/**
 * The well-known module or global, the threads or time zones that a program wanted and the sandbox does not have;
 * undefined for any other error. That it is missing here says nothing about the model that used it; a module that never
 * existed does.
 */
export function missingModule(whole: string): string | undefined {
  const error = whole.length <= 2 * READ ? whole : `${whole.slice(0, READ)}\n${whole.slice(-READ)}`;
  if (/can't start new thread/u.test(error)) return "threads";
  if (/No time zone found with key/u.test(error)) return "time zones";
  const refused = /RuntimeError: the sandbox does not allow ([\w.]+)/u.exec(error)?.[1];
  return refused ?? python.exec(error)?.[1] ?? node.exec(error)?.[1] ?? global.exec(error)?.[1];
}
