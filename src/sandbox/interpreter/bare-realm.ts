import { createContext, Script } from "node:vm";
import { now } from "./clock.ts";

/**
 * Functions of Node that the realm can call. Arguments and results are numbers, strings and byte arrays. No global of
 * the realm is one of these functions.
 *
 * Errors do cross: a file that cannot be opened, an unknown encoding and an exhausted stack throw an error of Node's
 * realm, whose constructors lead to Node's own objects. The protection in that case is the process: it makes no code
 * from strings, its built-in objects are frozen, and shutDoors has removed everything that they would lead to.
 */
interface RealmHost {
  fileSize(file: string): number;
  readFile(file: string, into: Uint8Array): void;
  decode(encoding: string, bytes: Uint8Array): string;
  encode(text: string, into: Uint8Array): number;
  random(into: Uint8Array): void;
  now(): number;
  log(text: string): void;
}

/**
 * The globals that Emscripten and Pyodide expect in a browser's worker. Some of them call Node; none is an object of
 * Node.
 */
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
    // "read" and "load" make Pyodide start as in a bare engine; this class makes Emscripten start as in a worker.
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

/** The files that a realm can read. */
export interface RealmFiles {
  /** Length in bytes. */
  size(file: string): number;
  /** Reads a file into an array of its size. */
  read(file: string, into: Uint8Array): void;
}

/**
 * A realm with JavaScript's own globals and those of GLOBALS. Its scripts can make no code from strings and import
 * nothing. They can compile WebAssembly until PYTHON_GUARDS removes that.
 */
export class BareRealm {
  readonly #context = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: true } });

  constructor(files: RealmFiles, log: (text: string) => void) {
    const define = this.run(new Script(GLOBALS, { filename: "globals.js" })) as (host: RealmHost) => void;
    define(hostFunctions(files, log));
  }

  /** Runs a script. @param timeoutMs timeout; does not interrupt a call of Node that waits, such as one for input */
  run(script: Script, timeoutMs?: number): unknown {
    return script.runInContext(this.#context, timeoutMs === undefined ? {} : { timeout: timeoutMs });
  }
}

function hostFunctions(files: RealmFiles, log: (text: string) => void): RealmHost {
  const encoder = new TextEncoder();
  return {
    fileSize: (file) => files.size(file),
    readFile: (file, into) => {
      files.read(file, into);
    },
    decode: (encoding, bytes) => new TextDecoder(encoding).decode(bytes),
    encode: (text, into) => encoder.encodeInto(text, into).written,
    random: (into) => {
      // No secret depends on these numbers, and loading Node's cryptography takes 20 ms.
      for (let index = 0; index < into.length; index++) into[index] = Math.random() * 256;
    },
    now,
    log,
  };
}
