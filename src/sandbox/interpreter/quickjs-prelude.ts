/**
 * Script that runs inside QuickJS before the snapshot is taken: defines what programs expect besides the language
 * itself. It returns the tools that the event loop outside uses, and keeps what it needs out of programs' reach.
 */
export const PRELUDE = String.raw`() => {
  "use strict";
  // What the host gives once a program is there.
  let write, now;
  const { Object, String, Error, Map, Set, Date, RegExp, ArrayBuffer, Array, Symbol, JSON, Number: toNumber, Math: { max } } = globalThis;
  const define = (name, value) => {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  };

  // QuickJS goes on with a buffer that one of these has freed meanwhile.
  for (const way of ["resize", "transfer", "transferToFixedLength"]) delete ArrayBuffer.prototype[way];
  delete globalThis.SharedArrayBuffer.prototype.grow;

  // Timers: due in order of time, then of their making; one that was unref'd alone keeps no program going.
  const timers = new Map();
  const drop = timers.delete.bind(timers), keep = timers.set.bind(timers), eachTimer = timers.forEach.bind(timers);
  let made = 0;
  const addTimer = (callback, ms, given, repeat) => {
    if (typeof callback !== "function") throw new TypeError("A timer needs a function.");
    const id = ++made, wait = max(1, toNumber(ms) || 0);
    const timer = { id, due: now() + wait, every: repeat ? wait : 0, counts: true, callback, given };
    keep(id, timer);
    const handle = {
      ref: () => { timer.counts = true; return handle; },
      unref: () => { timer.counts = false; return handle; },
      hasRef: () => timer.counts,
      refresh: () => { timer.due = now() + wait; keep(id, timer); return handle; },
      close: () => { drop(id); return handle; },
      [Symbol.toPrimitive]: () => id,
    };
    return handle;
  };
  const clear = (handle) => { drop(toNumber(handle)); };
  const next = () => {
    let first = null, goesOn = false;
    eachTimer((timer) => {
      goesOn ||= timer.counts;
      if (first === null || timer.due < first.due) first = timer;
    });
    return goesOn ? first : null;
  };
  define("setTimeout", (callback, ms, ...given) => addTimer(callback, ms, given, false));
  define("setInterval", (callback, ms, ...given) => addTimer(callback, ms, given, true));
  define("setImmediate", (callback, ...given) => addTimer(callback, 0, given, false));
  define("clearTimeout", clear);
  define("clearInterval", clear);
  define("clearImmediate", clear);
  const settled = Promise.resolve(), soon = Function.prototype.call.bind(Promise.prototype.then);
  // What it throws has nobody to handle it: it fails the program, as a timer's error does.
  define("queueMicrotask", (callback) => {
    soon(settled, () => { try { callback(); } catch (error) { add(error); } });
  });
  const performance = { now: () => now(), timeOrigin: 0 };
  define("performance", performance);

  const show = (value, depth = 0, quote = false) => {
    if (typeof value === "string") return quote ? JSON.stringify(value) : value;
    if (typeof value === "bigint") return String(value) + "n";
    if (typeof value === "function") return "[Function " + (value.name || "(anonymous)") + "]";
    if (value === null || typeof value !== "object") return Object.is(value, -0) ? "-0" : String(value);
    if (value instanceof Error) return String(value.stack || value);
    if (value instanceof Date || value instanceof RegExp) return value instanceof Date ? value.toISOString() : String(value);
    if (depth > 2) return Array.isArray(value) ? "[Array]" : "[Object]";
    const inner = (part) => show(part, depth + 1, true);
    if (Array.isArray(value)) return value.length === 0 ? "[]" : "[ " + value.map(inner).join(", ") + " ]";
    if (value instanceof Set) return "Set(" + value.size + ") {" + [...value].map((item) => " " + inner(item)).join(",") + " }";
    if (value instanceof Map) {
      return "Map(" + value.size + ") {" + [...value].map(([key, item]) => " " + inner(key) + " => " + inner(item)).join(",") + " }";
    }
    const fields = Object.keys(value).map((key) => key + ": " + inner(value[key]));
    return fields.length === 0 ? "{}" : "{ " + fields.join(", ") + " }";
  };
  const print = (descriptor) => (...values) => { write(descriptor, values.map((value) => show(value)).join(" ") + "\n"); };
  const [log, warn, nothing] = [print(1), print(2), () => undefined];
  define("console", {
    log, info: log, debug: log, dir: log, table: log, group: log, groupCollapsed: log, count: log, timeEnd: log, timeLog: log,
    warn, error: warn, trace: warn, assert: (holds, ...values) => { if (!holds) warn("Assertion failed", ...values); },
    groupEnd: nothing, countReset: nothing, time: nothing,
  });

  const clone = (value, seen = new Map()) => {
    if (typeof value === "function" || typeof value === "symbol") throw new TypeError(String(value) + " could not be cloned.");
    if (value === null || typeof value !== "object") return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (copy) => { seen.set(value, copy); return copy; };
    if (value instanceof Date) return keep(new Date(value.getTime()));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (value instanceof DataView) return keep(new DataView(clone(value.buffer, seen), value.byteOffset, value.byteLength));
    if (ArrayBuffer.isView(value)) return keep(new value.constructor(value));
    if (value instanceof Map) {
      const copy = keep(new Map());
      for (const [key, item] of value) copy.set(clone(key, seen), clone(item, seen));
      return copy;
    }
    if (value instanceof Set) {
      const copy = keep(new Set());
      for (const item of value) copy.add(clone(item, seen));
      return copy;
    }
    if (value instanceof toNumber || value instanceof String || value instanceof Boolean) return keep(Object(value.valueOf()));
    if (value instanceof Error) {
      const copy = keep(new (globalThis[value.name] ?? Error)(value.message));
      if ("cause" in value) copy.cause = clone(value.cause, seen);
      return copy;
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) {
      throw new TypeError("#<" + value.constructor.name + "> could not be cloned.");
    }
    const copy = keep(Array.isArray(value) ? new Array(value.length) : {});
    for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
    return copy;
  };
  define("structuredClone", (value) => clone(value));

  // Assertions that failed, until something that expected an error has seen them: see quickjs-assert.ts.
  const failed = new Set();
  const has = failed.has.bind(failed), add = failed.add.bind(failed), forget = failed.delete.bind(failed);
  const eachFailed = failed.forEach.bind(failed);
  const tools = Object.freeze({
    failed: Object.freeze({ has, add, forget }),
  });
  Object.defineProperty(globalThis, Symbol.for("smcs.tools"), { value: tools, configurable: true });
  // What assertions rest on stays as it is, whatever a solution does to it.
  const fix = (object, ...names) => {
    for (const name of names) Object.defineProperty(object, name, { writable: false, configurable: false });
  };
  fix(Array.prototype, Symbol.iterator);
  fix(RegExp.prototype, "exec", "test");
  fix(Function.prototype, Symbol.hasInstance);
  for (const iterator of [[].values(), new Map().entries(), new Set().values()]) fix(Object.getPrototypeOf(iterator), "next");
  return Object.freeze({
    begin: (host) => {
      ({ write, now } = host);
      performance.timeOrigin = Date.now() - now();
      Object.freeze(performance);
    },
    untilNextTimer: () => { const timer = next(); return timer === null ? -1 : max(0, timer.due - now()); },
    fireNextTimer: () => {
      const timer = next();
      if (timer.every > 0) timer.due = now() + timer.every;
      else drop(timer.id);
      timer.callback(...timer.given);
    },
    failures: () => {
      let text = "";
      eachFailed((error) => { text += (error?.name ?? "Uncaught") + ": " + (error?.message ?? error) + "\n"; });
      return text;
    },
  });
}`;
