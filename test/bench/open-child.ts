// node test/bench/open-child.ts CONTENDER FOLDER: opens a bank once in a fresh process, and prints an Opening as JSON.
import { open } from "node:fs/promises";
import path from "node:path";
import { openBank } from "../../src/bank/opened/open-bank.ts";
import { PACKED_FILE } from "../../src/bank/store/packed/layout.ts";
import { readFully } from "../../src/bank/store/packed/read-fully.ts";
import { readState } from "../../src/bank/store/bank-store.ts";
import { resolveParameters } from "../../src/core/parameters.ts";
import { selectReferencers } from "../../src/core/selection/select-referencers.ts";

/** The measurements of a process that opened a bank. */
export interface Opening {
  /** Without the time for loading code. */
  readonly milliseconds: number;
  readonly entries: number;
  /** Maximum memory of the process. */
  readonly peakMegabytes: number;
}

const contenders = { bytes, sideFile, sideFileAndSelection, vectra };
export type Contender = keyof typeof contenders;

const [contender = "", folder = ""] = process.argv.slice(2);
const { milliseconds, entries } = await contenders[contender as Contender](folder);
const opening: Opening = { milliseconds, entries, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(opening));

async function sideFile(bankFolder: string) {
  const { milliseconds, bank } = await opened(bankFolder);
  return { milliseconds, entries: bank.questions.size };
}

async function sideFileAndSelection(bankFolder: string) {
  const { milliseconds, bank } = await opened(bankFolder);
  const pool = bank.models.map((name) => ({ name, price: null }));
  const asked = { space: bank.space, vector: bank.vectors.slice(0, bank.dimension) };
  const { referencers, support } = selectReferencers(
    { text: "?", embedding: asked },
    bank,
    pool,
    resolveParameters("paper", {}),
  );
  if (referencers.length === 0 || support.length === 0) throw new Error("The selection chose nobody.");
  return { milliseconds, entries: bank.questions.size };
}

async function opened(bankFolder: string) {
  const { space } = (await readState(bankFolder)).manifest;
  const embedding = { space, embed: () => Promise.reject(new Error("There is nothing to embed.")) };
  const startedAt = performance.now();
  const bank = await openBank({ folder: bankFolder, starterFolder: "", capability: [] }, embedding).load();
  return { milliseconds: performance.now() - startedAt, bank };
}

/** Reads only the bytes of the side file, as opening reads its vectors. */
async function bytes(bankFolder: string) {
  const { folder: generation, manifest } = await readState(bankFolder);
  const startedAt = performance.now();
  const file = await open(path.join(generation, PACKED_FILE), "r");
  const { size } = await file.stat();
  await readFully(file, new Uint8Array(size), 0);
  await file.close();
  return { milliseconds: performance.now() - startedAt, entries: manifest.entries };
}

/** Loads the same parts with vectra itself. */
async function vectra(bankFolder: string) {
  const { LocalIndex, ProtobufCodec } = await import("vectra");
  const { folder: generation, manifest } = await readState(bankFolder);
  let entries = 0;
  const startedAt = performance.now();
  for (const { name } of manifest.parts) {
    const index = new LocalIndex(path.join(generation, name), undefined, undefined, new ProtobufCodec());
    entries += (await index.listItems()).length;
  }
  return { milliseconds: performance.now() - startedAt, entries };
}
