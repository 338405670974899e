import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type Embedding, normalise } from "../../../src/core/embedding.ts";
import type { EmbeddingModel } from "../../../src/core/ports.ts";
import type { BankEntry } from "../../../src/core/packed-bank/index.ts";
import { bankEntries, readState } from "../../../src/bank/store/bank-store.ts";

/** Returns the vector of a text in a made-up space; any two texts differ. */
export function vectorIn(space: string, text: string, dimension: number): Float32Array {
  const bytes = createHash("sha256").update(`${space}\n${text}`).digest();
  return normalise(Array.from({ length: dimension }, (_, i) => (bytes[i % bytes.length] as number) - 127.5 + i));
}

/**
 * Returns an embedder of a made-up space, which records every text, and calls `before` with their number before each
 * batch.
 */
export function embedderOf(
  space: string,
  { dimension = 5, before = () => undefined }: { dimension?: number; before?: (texts: number) => unknown } = {},
): EmbeddingModel & { readonly texts: string[] } {
  const all: string[] = [];
  return {
    space,
    texts: all,
    async embed(texts, purpose, signal): Promise<Embedding[]> {
      assert.equal(purpose, "document");
      await before(all.length);
      signal?.throwIfAborted();
      all.push(...texts);
      return texts.map((text) => ({ space, vector: vectorIn(space, text, dimension) }));
    },
  };
}

/** Returns an embedder that fails on every text. */
export const mute = (space: string): EmbeddingModel => ({
  space,
  embed: () => Promise.reject(new Error("nothing was to be embedded")),
});

/** Returns an entry whose vector is that of its text in a made-up space. */
export function entryIn(space: string, id: string, question = `What is ${id}?`, dimension = 5): BankEntry {
  const rest = { source: "own", split: "bank", task: { kind: "open" }, capability: {} } as const;
  return { question: { id, question, ...rest }, vector: vectorIn(space, question, dimension) };
}

export const entriesIn = (space: string, ...ids: readonly string[]): BankEntry[] => ids.map((id) => entryIn(space, id));

/** Returns this many ids. */
export const idsUpTo = (count: number, prefix = "q"): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`);

/** Checks that a bank is in a space, and that every question has the vector of its text there. @returns its ids */
export async function assertIn(bankFolder: string, space: string, dimension = 5): Promise<string[]> {
  const state = await readState(bankFolder);
  assert.equal(state.manifest.space, space);
  const ids: string[] = [];
  for await (const { question, vector } of bankEntries(state)) {
    assert.deepEqual(vector, vectorIn(space, question.question, dimension), question.id);
    ids.push(question.id);
  }
  assert.deepEqual(state.losses, []);
  return ids;
}
