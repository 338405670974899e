import { createHash } from "node:crypto";
import { makeFolder, replaceFile } from "../../storage/index.ts";
// Imported by file because vectra's entry module also loads its servers, tokenizers and web readers.
import { ProtobufCodec } from "../../../node_modules/vectra/lib/codecs/ProtobufCodec.js";
import { LocalIndex } from "../../../node_modules/vectra/lib/LocalIndex.js";
import { LocalFileStorage } from "../../../node_modules/vectra/lib/storage/LocalFileStorage.js";
import type { IndexPart } from "./bank-types.ts";
import type { IndexItem } from "./stored-entry.ts";

/** Writes vectra indexes one after the other. */
export class IndexWriter {
  /** The vectors in vectra's form. All indexes share them, because memory of separate ones would be freed late. */
  private readonly vectors: number[][] = [];

  /**
   * Writes items as an index in its own folder. Everything is on disk when it resolves.
   *
   * @returns the size of the index file and its SHA-256
   * @throws the errors of the file system
   */
  async write(folder: string, items: readonly IndexItem[]): Promise<Pick<IndexPart, "bytes" | "sha256">> {
    const storage = new DurableStorage();
    const index = new LocalIndex(folder, undefined, storage, new ProtobufCodec());
    const given = items.map(({ id, question, space, vector }, row) => {
      return { id, metadata: { question, space }, vector: this.plain(row, vector) };
    });
    try {
      await index.createIndex({ version: 1 });
      await index.batchInsertItems(given);
    } catch (error) {
      // vectra's own error does not say that the disk is full.
      throw storage.failure ?? error;
    }
    return storage.written;
  }

  private plain(row: number, vector: Float32Array): number[] {
    const plain = (this.vectors[row] ??= []);
    for (let i = 0; i < vector.length; i++) plain[i] = vector[i] as number;
    return plain;
  }
}

/**
 * Reads the items of an index file, whatever wrote it. Missing fields of a damaged item are "" or empty.
 *
 * @throws Error when vectra cannot open it
 */
export async function readIndex(file: Buffer): Promise<IndexItem[]> {
  const index = new LocalIndex("", undefined, new ReadStorage(file), new ProtobufCodec());
  const items = await index.listItems();
  return items.map(({ id, metadata: { question, space }, vector }) => {
    return { id, question: textOf(question), space: textOf(space), vector: Float32Array.from(vector) };
  });
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Storage whose files are whole or absent: each is written beside its place, synchronised and renamed. */
class DurableStorage extends LocalFileStorage {
  /** Size and SHA-256 of the last written file. */
  written = { bytes: 0, sha256: "" };
  /** The error of the file system that refused to write. */
  failure: unknown = null;

  override async createFolder(folder: string): Promise<void> {
    await this.orFail(makeFolder(folder));
  }

  override async upsertFile(file: string, content: Buffer | string): Promise<void> {
    await this.orFail(replaceFile(file, content));
    const sha256 = createHash("sha256").update(content).digest("hex");
    this.written = { bytes: Buffer.byteLength(content), sha256 };
  }

  private async orFail(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

/** Storage of one index file that is already in memory. */
class ReadStorage extends LocalFileStorage {
  private readonly file: Buffer;

  constructor(file: Buffer) {
    super();
    this.file = file;
  }

  override pathExists(): Promise<boolean> {
    return Promise.resolve(true);
  }

  override readFile(): Promise<Buffer> {
    return Promise.resolve(this.file);
  }
}
