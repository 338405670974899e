/** A linear memory, in pages of 64 KiB. */
interface Memory {
  readonly buffer: ArrayBuffer;
}

/** As much of the global `WebAssembly` as the scan needs: Node's types alone leave it out, and tests take its place. */
export interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => Memory;
  readonly Instance: new (module: object, imports: { bank: { memory: Memory } }) => { readonly exports: object };
}

/** The host's WebAssembly; null where there is none (Node's `--jitless`). */
export const hostEngine = (globalThis as unknown as { WebAssembly?: Engine }).WebAssembly ?? null;
