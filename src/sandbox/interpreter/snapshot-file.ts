import { Buffer } from "node:buffer";
import { readSync } from "node:fs";
import { writeAll } from "./output.ts";

/** Memory is stored in pieces of this size, in bytes. Pieces of zeros are not stored. */
const PIECE = 4096;

/** Header of a snapshot: some parts by their names, and a memory without its empty pieces. */
interface Contents {
  /** Offset of each part after the header, and its length. */
  readonly parts: Readonly<Record<string, readonly [from: number, length: number]>>;
  readonly memorySize: number;
  readonly memory: readonly (readonly [address: number, from: number, length: number])[];
}

/**
 * Writes a snapshot.
 *
 * @param before the memory that a start finds before it reads the snapshot; pieces filled there are stored, too
 */
export function writeSnapshot(
  descriptor: number,
  parts: Readonly<Record<string, Uint8Array>>,
  { memory, before }: { readonly memory: Uint8Array; readonly before: Uint8Array },
): void {
  let at = 0;
  const place = (length: number): number => (at += length) - length;
  const pieces = filledPieces(memory, before);
  const contents: Contents = {
    parts: Object.fromEntries(
      Object.entries(parts).map(([name, { length }]) => [name, [place(length), length] as const]),
    ),
    memorySize: memory.length,
    memory: pieces.map(([address, length]) => [address, place(length), length]),
  };
  const header = Buffer.from(JSON.stringify(contents));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  for (const bytes of [size, header, ...Object.values(parts)]) writeAll(descriptor, bytes);
  for (const [address, length] of pieces) writeAll(descriptor, memory.subarray(address, address + length));
}

/** Returns addresses and lengths of the pieces in which at least one of the memories is not empty. */
function filledPieces(memory: Uint8Array, before: Uint8Array): [address: number, length: number][] {
  const found: [address: number, length: number][] = [];
  const empty = Buffer.alloc(PIECE);
  const isEmpty = (address: number) => (one: Uint8Array) => empty.compare(one.subarray(address, address + PIECE)) === 0;
  for (let address = 0; address < memory.length; address += PIECE) {
    if ([memory, before].every(isEmpty(address))) continue;
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === address) last[1] += PIECE;
    else found.push([address, PIECE]);
  }
  return found;
}

/** Reads a snapshot part by part. */
export class SnapshotFile {
  readonly #descriptor: number;
  readonly #contents: Contents;
  readonly #from: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    const size = Buffer.alloc(4);
    readAll(descriptor, size, 0);
    const header = Buffer.alloc(size.readUInt32LE());
    readAll(descriptor, header, 4);
    this.#from = 4 + header.length;
    this.#contents = JSON.parse(header.toString()) as Contents;
  }

  get memorySize(): number {
    return this.#contents.memorySize;
  }

  /** Returns the length of a part in bytes; 0 when there is none. */
  size(name: string): number {
    return this.#place(name)[1];
  }

  /** Reads a part into an array of its size. */
  read(name: string, into: Uint8Array): void {
    readAll(this.#descriptor, into, this.#from + this.#place(name)[0]);
  }

  /** Returns the bytes of a part. */
  part(name: string): Buffer<ArrayBuffer> {
    const bytes = Buffer.allocUnsafeSlow(this.size(name));
    this.read(name, bytes);
    return bytes;
  }

  /** Reads the snapshot's memory into the memory of a start. */
  readMemory(into: Uint8Array): void {
    for (const [address, from, length] of this.#contents.memory) {
      readAll(this.#descriptor, into.subarray(address, address + length), this.#from + from);
    }
  }

  #place(name: string): readonly [from: number, length: number] {
    return this.#contents.parts[name] ?? [0, 0];
  }
}

/** Reads a file from an offset until the array is full. */
function readAll(descriptor: number, into: Uint8Array, from: number): void {
  for (let done = 0; done < into.length;) {
    const count = readSync(descriptor, into, done, into.length - done, from + done);
    if (count === 0) throw new Error(`The snapshot ends after ${done} of ${into.length} bytes.`);
    done += count;
  }
}
