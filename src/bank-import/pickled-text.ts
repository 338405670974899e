/** Opcodes of a pickle that holds one text. */
const op = {
  proto: 0x80,
  frame: 0x95,
  /** Texts: a line of escapes, or UTF-8 after a length of 1, 4 or 8 bytes. */
  unicode: 0x56,
  shortUnicode: 0x8c,
  binUnicode: 0x58,
  binUnicode8: 0x8d,
  /** Opcodes that store what was read in the pickle's memo. */
  put: 0x70,
  binPut: 0x71,
  longBinPut: 0x72,
  memoize: 0x94,
  stop: 0x2e,
} as const;

const LINE_FEED = 0x0a;

/** Newest known protocol. */
const NEWEST = 5;

/**
 * Returns the text in a Python pickle, in any protocol from 0 to 5. A pickle is a program that can call any function of
 * Python; this reader knows only the opcodes for text, and runs nothing.
 *
 * @throws Error when the pickle holds anything else
 */
export function pickledText(pickle: Buffer): string {
  const reader = new PickleReader(pickle);
  if (reader.takes(op.proto)) reader.protocol();
  const text = reader.text();
  reader.memo();
  if (!reader.takes(op.stop) || !reader.atEnd()) throw reader.unexpected();
  return text;
}

class PickleReader {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Skips the byte if it comes next. A frame says how much to read ahead, and may come before any opcode. */
  takes(code: number): boolean {
    while (this.bytes[this.at] === op.frame) this.skip(1 + 8);
    if (this.bytes[this.at] !== code) return false;
    this.at += 1;
    return true;
  }

  protocol(): void {
    const version = this.skip(1)[0] ?? 0;
    if (version > NEWEST) throw new Error(`it is a pickle of protocol ${version}, newer than ${NEWEST}`);
  }

  text(): string {
    if (this.takes(op.shortUnicode)) return this.utf8(this.skip(1).readUInt8());
    if (this.takes(op.binUnicode)) return this.utf8(this.skip(4).readUInt32LE());
    // A length beyond the pickle's own is refused in any case, so it need not be exact.
    if (this.takes(op.binUnicode8)) return this.utf8(Number(this.skip(8).readBigUInt64LE()));
    if (this.takes(op.unicode)) return unescaped(this.line());
    throw this.unexpected();
  }

  memo(): void {
    if (this.takes(op.binPut)) this.skip(1);
    else if (this.takes(op.longBinPut)) this.skip(4);
    else if (this.takes(op.put)) this.line();
    else this.takes(op.memoize);
  }

  atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  unexpected(): Error {
    const code = this.bytes[this.at];
    const found = code === undefined ? "ends early" : `has 0x${code.toString(16)} at byte ${this.at}`;
    return new Error(`it is no pickle of one text: it ${found}`);
  }

  private utf8(length: number): string {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.skip(length));
  }

  private line(): string {
    const end = this.bytes.indexOf(LINE_FEED, this.at);
    if (end === -1) throw new Error("it is no pickle of one text: it ends early");
    const line = this.skip(end - this.at).toString("latin1");
    this.skip(1);
    return line;
  }

  private skip(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new Error("it is no pickle of one text: it ends early");
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }
}

/** Decodes Python's raw-unicode-escape: Latin-1, and everything else as \uXXXX or \UXXXXXXXX. */
function unescaped(line: string): string {
  return line.replace(/\\u([\dA-Fa-f]{4})|\\U([\dA-Fa-f]{8})/gu, (_, short: string | undefined, long: string) =>
    short === undefined
      ? String.fromCodePoint(Number.parseInt(long, 16))
      : String.fromCharCode(Number.parseInt(short, 16)),
  );
}
