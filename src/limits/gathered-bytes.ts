import { inBytes, LimitError } from "./reply-limits.ts";

const BLOCK = 64 * 1024;

/** Size of the first block, which stays small for short content. */
const FIRST = 1024;

/** Free blocks for reuse. Without them each long event would leave megabytes to the garbage collector. */
const spare: Buffer[] = [];
const MOST_SPARE = 128;

/** Gathers bytes in blocks, so that small pieces take no more memory than large ones. */
export class GatheredBytes {
  private readonly limit: number;
  private readonly where: string;
  /** All blocks except the last are full. */
  private blocks: Buffer[] = [];
  private inLast = 0;
  private total = 0;

  /** @param where the place of the bytes for the error message: "in one event" */
  constructor(limit: number, where: string) {
    this.limit = limit;
    this.where = where;
  }

  /** The memory of all blocks, in bytes. */
  get held(): number {
    return this.blocks.length * BLOCK;
  }

  get length(): number {
    return this.total;
  }

  /** @throws LimitError when there are too many bytes; then nothing is added */
  add(bytes: Uint8Array): void {
    if (this.total + bytes.length > this.limit) throw new LimitError(`${inBytes(this.limit)} ${this.where}`);
    for (let from = 0; from < bytes.length;) {
      const last = this.roomyBlock();
      const taken = bytes.subarray(from, from + last.length - this.inLast);
      last.set(taken, this.inLast);
      this.inLast += taken.length;
      from += taken.length;
    }
    this.total += bytes.length;
  }

  /** Removes the last byte if it is this one. */
  dropLast(byte: number): void {
    if (this.blocks.at(-1)?.[this.inLast - 1] !== byte) return;
    this.inLast--;
    this.total--;
    if (this.inLast > 0 || this.blocks.length === 1) return;
    this.blocks.pop();
    this.inLast = this.blocks.at(-1)?.length ?? 0;
  }

  /** Returns a copy of all bytes. */
  bytes(): Buffer {
    return Buffer.concat(this.blocks, this.total);
  }

  /** Returns all bytes as text and clears them. */
  takeText(): string {
    const [first] = this.blocks;
    const text =
      this.blocks.length === 1 && first !== undefined ? first.toString("utf8", 0, this.inLast) : this.decoded();
    if (this.blocks.length === 1) {
      this.inLast = 0;
      this.total = 0;
    } else this.clear();
    return text;
  }

  /** Clears all bytes. */
  clear(): void {
    for (const block of this.blocks) if (block.length === BLOCK && spare.length < MOST_SPARE) spare.push(block);
    this.blocks = [];
    this.inLast = 0;
    this.total = 0;
  }

  private decoded(): string {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const last = this.blocks.length - 1;
    const texts = this.blocks.map((block, at) =>
      decoder.decode(at === last ? block.subarray(0, this.inLast) : block, { stream: at < last }),
    );
    return texts.join("");
  }

  private roomyBlock(): Buffer {
    const last = this.blocks.at(-1);
    if (last !== undefined && this.inLast < last.length) return last;
    const added = last === undefined ? Buffer.allocUnsafeSlow(FIRST) : (spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK));
    this.blocks.push(added);
    this.inLast = 0;
    return added;
  }
}
