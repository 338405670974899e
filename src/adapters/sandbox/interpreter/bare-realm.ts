import { randomFillSync } from "node:crypto";
import { closeSync, fstatSync, readSync } from "node:fs";
import { createContext, Script } from "node:vm";

/**
 * What the realm may ask of Node. Arguments and results are numbers, strings and byte arrays, and no global of the realm
 * is one of these functions.
 *
 * Errors do cross: a file that cannot be opened, an unknown encoding and a used-up stack throw an error of Node's realm,
 * whose constructors lead to Node's own objects. What holds there is the process: it makes no code from strings, its
 * built-in objects are frozen, and shutDoors has removed what they would lead to.
 */
export interface RealmHost {
  fileSize(file: string): number;
  readFile(file: string, into: Uint8Array): void;
  decode(encoding: string, bytes: Uint8Array): string;
  encode(text: string, into: Uint8Array): number;
  random(into: Uint8Array): void;
  now(): number;
  log(text: string): void;
}

/** What Emscripten and Pyodide look for in a browser's worker. Some of it calls Node; no global is an object of Node's. */
const GLOBALS = String.raw`(host) => {
  const { fileSize, readFile, decode, encode, random, now, log } = host;
  const say = (...values) => { log(values.map(String).join(" ")); };
  class TextDecoder {
    constructor(encoding = "utf-8") { this.encoding = String(encoding); }
    decode(bytes = new Uint8Array()) {
      const view = ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes);
      return decode(this.encoding, new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    }
  }
  class TextEncoder {
    encode(text = "") {
      const bytes = new Uint8Array(String(text).length * 3);
      return bytes.slice(0, encode(String(text), bytes));
    }
  }
  Object.assign(globalThis, {
    TextDecoder,
    TextEncoder,
    console: { log: say, info: say, warn: say, error: say, debug: say },
    performance: { now: () => now() },
    crypto: { getRandomValues: (bytes) => (random(bytes), bytes) },
    // Pyodide takes what has read and load for a bare engine, Emscripten what has this class for a worker.
    WorkerGlobalScope: class WorkerGlobalScope {},
    read: () => { throw new Error("There are no text files here."); },
    load: () => { throw new Error("There are no scripts here."); },
    readbuffer: (file) => {
      const bytes = new Uint8Array(fileSize(String(file)));
      readFile(String(file), bytes);
      return bytes.buffer;
    },
    setTimeout: () => { throw new Error("There are no timers here."); },
    clearTimeout: () => undefined,
  });
}`;

/**
 * A realm with JavaScript's own globals and those of GLOBALS. Scripts in it can make no code out of strings and import
 * nothing. They can compile WebAssembly, until PYTHON_GUARDS removes that.
 */
export class BareRealm {
  readonly #context = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: true } });

  /** @param openFile gives the descriptor of a file that the realm may read, or throws */
  constructor(openFile: (file: string) => number, log: (text: string) => void) {
    const define = this.run(GLOBALS, "globals.js") as (host: RealmHost) => void;
    define(hostFunctions(openFile, log));
  }

  /** Runs a script. @param timeoutMs stops it then; a call of Node that waits, as for input, is not interrupted */
  run(source: string, filename: string, timeoutMs?: number): unknown {
    return new Script(source, { filename }).runInContext(
      this.#context,
      timeoutMs === undefined ? {} : { timeout: timeoutMs },
    );
  }
}

function hostFunctions(openFile: (file: string) => number, log: (text: string) => void): RealmHost {
  const encoder = new TextEncoder();
  return {
    fileSize: (file) => {
      const descriptor = openFile(file);
      try {
        return fstatSync(descriptor).size;
      } finally {
        closeSync(descriptor);
      }
    },
    readFile: (file, into) => {
      const descriptor = openFile(file);
      try {
        readAll(descriptor, into);
      } finally {
        closeSync(descriptor);
      }
    },
    decode: (encoding, bytes) => new TextDecoder(encoding).decode(bytes),
    encode: (text, into) => encoder.encodeInto(text, into).written,
    random: (into) => {
      randomFillSync(into);
    },
    now: () => performance.now(),
    log,
  };
}

/** Reads a file from its beginning until the array is full. */
export function readAll(descriptor: number, into: Uint8Array): void {
  for (let from = 0; from < into.length;) {
    const count = readSync(descriptor, into, from, into.length - from, from);
    if (count === 0) throw new Error(`A file of the interpreter ends after ${from} of ${into.length} bytes.`);
    from += count;
  }
}
