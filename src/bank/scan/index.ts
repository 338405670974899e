/** Compares a question with every vector of the bank, exactly, in a WebAssembly module (SIMD). */
export { scannedVectors } from "./vector-memory.ts";
