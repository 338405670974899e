// The stand-in for the bundled embedder, whose build puts the runtime's files into a folder beside it.
import * as runtime from "onnxruntime-web";

runtime.env.wasm.wasmPaths = new URL("./onnxruntime/", import.meta.url).href;
runtime.env.wasm.numThreads = 1;

export * from "onnxruntime-web";
export default runtime;
