import * as modules from "node:module";

/** Globals of Node that lead out of the process, or to an object that does. */
const GLOBALS = [
  "fetch",
  "WebSocket",
  "EventSource",
  "navigator",
  "require",
  "module",
  "Worker",
  "process",
  "Buffer",
  "global",
];

/** Functions of `process` that open files, load code, or signal other processes. */
const POWERS = [
  "binding",
  "_linkedBinding",
  "dlopen",
  "getBuiltinModule",
  "kill",
  "abort",
  "chdir",
  "mainModule",
  "_kill",
];

/** Returns whether Node's permission model actually denies files and processes to this process. */
export function permissionsInForce(): boolean {
  const { permission } = process as { permission?: NodeJS.ProcessPermission };
  return permission !== undefined && !permission.has("fs.write") && !permission.has("child");
}

/**
 * The language's own globals that are objects. Node's globals are left out, because reading some of them loads modules.
 */
const BUILT_INS =
  `AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Int16Array
  Int32Array Int8Array Intl Iterator JSON Map Math Number Object Promise Proxy RangeError ReferenceError Reflect RegExp
  Set SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array
  Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly console decodeURI decodeURIComponent encodeURI encodeURIComponent
  escape eval isFinite isNaN parseFloat parseInt unescape`.split(/\s+/);

/** Prototypes that no global names: those of generators, asynchronous functions and iterators. */
const HIDDEN = [
  function* () {},
  async function () {},
  async function* () {},
  [].values(),
  "".matchAll(/./g),
  new Map().values(),
  new Set().values(),
  ""[Symbol.iterator](),
].map((value) => Object.getPrototypeOf(value) as object);

/** Freezes these objects and all objects that they lead to. Does not call getters. */
function freeze(roots: readonly unknown[]): void {
  const found = new Set<object>();
  const add = (value: unknown): void => {
    if ((typeof value === "object" && value !== null) || typeof value === "function") found.add(value);
  };
  for (const root of roots) add(root);
  for (const one of found) {
    add(Object.getPrototypeOf(one));
    for (const key of Reflect.ownKeys(one)) {
      const property = Reflect.getOwnPropertyDescriptor(one, key);
      add(property?.value);
      add(property?.get);
      add(property?.set);
    }
    Object.freeze(one);
  }
}

/**
 * Removes what a program that broke out of its realm would use, and freezes the rest. Must be called once everything is
 * loaded: afterwards no module can be loaded, not even one of Node's own. Node's `--frozen-intrinsics` does the same
 * before anything is loaded, and takes a third of a process's start.
 */
export function shutDoors(): void {
  const closed = (): never => {
    throw new Error("Nothing can be loaded any more.");
  };
  // Missing before Node 22.15; the permission model and the realm hold without it.
  if ("registerHooks" in modules) modules.registerHooks({ resolve: closed, load: closed });
  for (const name of POWERS) {
    Object.defineProperty(process, name, { value: undefined, configurable: false, writable: false });
  }
  process.env = {};
  for (const name of GLOBALS) Reflect.deleteProperty(globalThis, name);
  freeze([...BUILT_INS.map((name): unknown => Reflect.get(globalThis, name)), ...HIDDEN]);
}
