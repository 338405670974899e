import { Buffer } from "node:buffer";

const [EXPORTS, DATA, DATA_COUNT] = [7, 11, 12];

/**
 * Returns the WebAssembly module with only the exports that are kept, and otherwise unchanged.
 *
 * @param hasData false removes the initial content of its memory, for callers that supply a memory
 */
export function slimWasm(wasm: Uint8Array, isKept: (name: string) => boolean, hasData: boolean): Uint8Array {
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const parts = [wasm.subarray(0, at)];
  while (at < wasm.length) {
    const from = at;
    const section = wasm[at++];
    const end = number() + at;
    if (section === EXPORTS) {
      const kept: Uint8Array[] = [];
      for (let left = number(); left > 0; left--) {
        const start = at;
        const length = number();
        const name = new TextDecoder().decode(wasm.subarray(at, at + length));
        // The kind and the index follow the name.
        at += length + 1;
        number();
        if (isKept(name)) kept.push(wasm.subarray(start, at));
      }
      const body = Buffer.concat([encoded(kept.length), ...kept]);
      parts.push(Uint8Array.of(EXPORTS), encoded(body.length), body);
    } else if (hasData || (section !== DATA && section !== DATA_COUNT)) {
      parts.push(wasm.subarray(from, end));
    }
    at = end;
  }
  return Buffer.concat(parts);
}

/** Returns the number in WebAssembly's encoding. */
function encoded(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left >>>= 7) {
    if (left < 128) return Uint8Array.from([...bytes, left]);
    bytes.push((left & 127) | 128);
  }
}
