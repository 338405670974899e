import path from "node:path";
import { assembleWat } from "../../scripts/build-scan.ts";
import { type Engine, hostEngine } from "../../src/bank/scan/vector-memory.ts";

/** Returns a WebAssembly engine that remembers the memory it created last, which the scan does not expose. */
export function watchedEngine(): { engine: Engine; readingPass: (vectors: Float32Array) => Promise<() => void> } {
  if (hostEngine === null) throw new Error("This host has no WebAssembly: there is nothing to compare with.");
  const host = hostEngine;
  const memories: InstanceType<Engine["Memory"]>[] = [];
  class Memory extends host.Memory {
    constructor(size: { initial: number }) {
      super(size);
      memories.push(this);
    }
  }
  return {
    engine: { Module: host.Module, Instance: host.Instance, Memory },
    /** Returns a pass of read.wat over vectors in the last memory, in whole cache lines. */
    async readingPass({ byteOffset, byteLength }) {
      const memory = memories.at(-1);
      if (memory === undefined) throw new Error("No memory was made.");
      const module = new host.Module(await assembleWat(path.join(import.meta.dirname, "read.wat")));
      const { read } = new host.Instance(module, { bank: { memory } }).exports as {
        read: (from: number, lines: number) => number;
      };
      return () => read(byteOffset, Math.ceil(byteLength / 64));
    },
  };
}
