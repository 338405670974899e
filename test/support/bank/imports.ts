import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { EmbeddingModel } from "../../../src/core/ports.ts";
import type { BankEntry } from "../../../src/core/packed-bank/index.ts";
import { builtInEmbedder } from "../../../src/embedding/built-in/index.ts";
import { type FileImport, importFile } from "../../../src/bank/filling/import-file.ts";
import { findFormat, smcsJsonlFormat } from "../../../src/bank-import/index.ts";
import { collected } from "../bank-import/rows.ts";
import { bankEntries, readState } from "../../../src/bank/store/bank-store.ts";

/** Returns a line of smcs-jsonl. */
export const question = (id: string, changes: object = {}): object => ({
  id,
  source: "own",
  question: `What is ${id}?`,
  task: { kind: "open" },
  ...changes,
});
export const jsonl = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
export const many = (count: number, from = 0): object[] =>
  Array.from({ length: count }, (_, at) => question(`q${from + at}`));

/** Returns the built-in embedder, which counts the texts and calls `after` with their number after each batch. */
export function countingEmbedder(after: (texts: number) => void = () => undefined): EmbeddingModel & { texts: number } {
  const inner = builtInEmbedder();
  return {
    ...inner,
    texts: 0,
    async embed(texts, ...more) {
      const made = await inner.embed(texts, ...more);
      this.texts += texts.length;
      after(this.texts);
      return made;
    },
  };
}

/** Creates a folder for a bank and for files to import into it, removed after the test. */
export async function bankFolderOf(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-import-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const bankFolder = path.join(folder, "bank");
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const imported = async (file: string, format = "smcs-jsonl", more: Partial<FileImport> = {}) =>
    importFile({
      bankFolder,
      file,
      format: findFormat(format) ?? smcsJsonlFormat,
      options: {},
      embedding: builtInEmbedder(),
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...more,
    });
  const entries = async (): Promise<BankEntry[]> => collected(bankEntries(await readState(bankFolder)));
  const staged = async (): Promise<string[]> => readdir(path.join(bankFolder, "imports")).catch(() => []);
  return { bankFolder, write, imported, entries, staged };
}
