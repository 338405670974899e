import { Buffer } from "node:buffer";
import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  type JSContextPointer,
  type JSRuntimePointer,
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSRuntime,
} from "quickjs-emscripten-core";
import { LOCALE } from "./quickjs-locale.ts";
import { moduleName, moduleSource, PRELOAD } from "./quickjs-modules.ts";
import { QUICKJS_PEER } from "./quickjs-peer.ts";
import { PRELUDE } from "./quickjs-prelude.ts";
import { SnapshotFile, writeSnapshot } from "./snapshot-file.ts";

/** Within the stack that the process has (see nodeFlags): the machine's own frames need more than QuickJS counts. */
const STACK_BYTES = (process.platform === "win32" ? 128 : 768) * 1024;

/** Names of the snapshot's parts. */
const WASM = "quickjs.wasm";
const ADDRESSES = "addresses";

/** Where the library finds again what lies in the memory. */
interface Addresses {
  readonly runtime: JSRuntimePointer;
  readonly context: JSContextPointer;
}

/** Where the guest's own tools are left for the host, which takes them before a program can. */
export const GUEST = 'Symbol.for("smcs.guest")';

/** The library has no public name for them. */
const addressesOf = (runtime: QuickJSRuntime, context: QuickJSContext): Addresses => ({
  runtime: runtime["rt"].value,
  context: context["ctx"].value,
});

/**
 * Starts QuickJS, has it prepare all that every program finds, and writes what all later processes start from. Its own
 * code takes longer to be read and run than most programs.
 */
export async function writeQuickJs(descriptor: number, wasm: Uint8Array<ArrayBuffer>, memoryLimitMb: number) {
  const module = new WebAssembly.Module(wasm);
  const { quickjs, memory } = await instantiate(module);
  const runtime = quickjs.newRuntime({ memoryLimitBytes: memoryLimitMb * 2 ** 20, maxStackSizeBytes: STACK_BYTES });
  loadOwnModules(runtime);
  const context = runtime.newContext();
  const evaluated = (text: string, file: string, type: "global" | "module" = "global") =>
    context.unwrapResult(context.evalCode(text, file, { type }));
  const called = (text: string, file: string, ...given: Parameters<typeof context.callFunction>[2][]) =>
    context.unwrapResult(context.callFunction(evaluated(text, file), context.undefined, ...given));
  const tools = called(PRELUDE, "prelude.js");
  called(LOCALE, "locale.js");
  evaluated(PRELOAD, "preload.mjs", "module");
  const peer = called(QUICKJS_PEER, "peer.js");
  called(`(tools, peer) => { globalThis[${GUEST}] = { tools, peer }; }`, "guest.js", tools, peer);

  const addresses = Buffer.from(JSON.stringify(addressesOf(runtime, context)));
  const { memory: before } = await instantiate(module);
  if (memory.length !== before.length) throw new Error("QuickJS does not go on with its memory as it was.");
  writeSnapshot(descriptor, { [WASM]: wasm, [ADDRESSES]: addresses }, { memory, before });
}

/**
 * Compiles QuickJS as it lies in a snapshot.
 *
 * @returns a function that makes one for a program
 */
export function quickJsInSnapshot(descriptor: number): () => Promise<QuickJSContext> {
  const file = new SnapshotFile(descriptor);
  const module = new WebAssembly.Module(file.part(WASM));
  const addresses = JSON.parse(file.part(ADDRESSES).toString()) as Addresses;
  return async () => {
    const { quickjs, memory } = await instantiate(module);
    file.readMemory(memory);
    // The memory has a runtime: the library is to go on with that one.
    (quickjs.getFFI() as { QTS_NewRuntime: () => JSRuntimePointer }).QTS_NewRuntime = () => addresses.runtime;
    const runtime = quickjs.newRuntime();
    loadOwnModules(runtime);
    return runtime.newContext({ contextPointer: addresses.context });
  };
}

async function instantiate(wasmModule: WebAssembly.Module) {
  const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(releaseSync, { wasmModule }));
  return { quickjs, memory: new Uint8Array(quickjs.getWasmMemory().buffer) };
}

function loadOwnModules(runtime: QuickJSRuntime): void {
  runtime.setModuleLoader(
    (name) => moduleSource(name) ?? { error: new Error(`Cannot find module '${name}'`) },
    (_, requested) => moduleName(requested),
  );
}
