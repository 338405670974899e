import { deflateSync } from "node:zlib";

/** Protocols of Python's pickle. */
export type PickleProtocol = 0 | 1 | 2 | 3 | 4 | 5;

/** Returns tests in LiveCodeBench's packed form of private tests: base64 of zlib of a pickle of JSON. */
export function packedTests(tests: unknown, protocol: PickleProtocol): string {
  return deflateSync(pickled(JSON.stringify(tests), protocol)).toString("base64");
}

/** Returns a text as Python's pickle writes it in that protocol. */
export function pickled(text: string, protocol: PickleProtocol): Buffer {
  if (protocol === 0) return Buffer.from(`V${escaped(text)}\np0\n.`, "latin1");
  const bytes = Buffer.from(text, "utf8");
  const isShort = protocol >= 4 && bytes.length < 0x100;
  const head = isShort ? Buffer.from([0x8c, bytes.length]) : Buffer.concat([Buffer.from("X"), length(bytes.length, 4)]);
  const end = Buffer.from(protocol >= 4 ? [0x94, 0x2e] : [0x71, 0x00, 0x2e]);
  const body = Buffer.concat([head, bytes, end]);
  if (protocol === 1) return body;
  // A text of 64 KiB or more is outside of frames.
  const frame = protocol < 4 || bytes.length >= 0x10000 ? [] : [Buffer.from([0x95]), length(body.length, 8)];
  return Buffer.concat([Buffer.from([0x80, protocol]), ...frame, body]);
}

function length(count: number, bytes: 4 | 8): Buffer {
  const written = Buffer.alloc(bytes);
  written.writeUInt32LE(count);
  return written;
}

/** Returns a text in Python's raw-unicode-escape. */
function escaped(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\U${code.toString(16).padStart(8, "0")}`;
    const isPlain = code < 0x100 && !"\\\n\r\0\x1a".includes(character);
    return isPlain ? character : `\\u${code.toString(16).padStart(4, "0")}`;
  }).join("");
}
