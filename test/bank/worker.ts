import { existsSync, writeSync } from "node:fs";
import path from "node:path";
import { bankEntries, changeBank, compactBank, rewriteBank } from "../../src/bank/store/bank-store.ts";
import type { BankEntry } from "../../src/core/packed-bank/index.ts";
import { until } from "../support/until.ts";
import { adding, sampleEntry, sampleSkills, SPACE } from "./sample-bank.ts";

/**
 * A process that works on a bank until it is done or killed: `node worker.ts FOLDER WORK PREFIX COUNT`. It prints the
 * id of each question as soon as the question is acknowledged as stored.
 */
const [folder = "", work = "", prefix = "", count = "0"] = process.argv.slice(2);
const ids = Array.from({ length: Number(count) }, (_, i) => `${prefix}-${i}`);

function acknowledge(id: string): void {
  writeSync(1, `${id}\n`);
}

/** Inserts one question after another. */
async function insert(): Promise<void> {
  for (const id of ids) {
    await changeBank(folder, SPACE, [adding(sampleEntry(id))]);
    acknowledge(id);
  }
}

/** Inserts, and adds the skills of each question before the next one. */
async function describe(): Promise<void> {
  for (const id of ids) {
    await changeBank(folder, SPACE, [adding(sampleEntry(id))]);
    await changeBank(folder, SPACE, [{ kind: "skills", id, skills: sampleSkills(id) }]);
    acknowledge(id);
  }
}

/** Inserts twenty questions at once, again and again. */
async function insertTogether(): Promise<void> {
  for (let from = 0; from < ids.length; from += 20) {
    const wave = ids.slice(from, from + 20).map(async (id) => {
      await changeBank(folder, SPACE, [adding(sampleEntry(id))]);
      acknowledge(id);
    });
    await Promise.all(wave);
  }
}

/** Inserts all in one rewrite of the bank, as an import does. */
async function importAll(): Promise<void> {
  await rewriteBank(folder, (old) => {
    const all = async function* (): AsyncGenerator<BankEntry> {
      if (old !== null) yield* bankEntries(old);
      for (const id of ids) yield sampleEntry(id);
    };
    return { space: SPACE, entries: all() };
  });
  for (const id of ids) acknowledge(id);
}

/** Imports, but stops with the lock held in the middle of the new generation, until there is a file `go-on`. */
async function hold(): Promise<void> {
  await rewriteBank(folder, (old) => {
    const all = async function* (): AsyncGenerator<BankEntry> {
      if (old !== null) yield* bankEntries(old);
      writeSync(1, "holding\n");
      await until("may go on", () => existsSync(path.join(folder, "go-on")));
      for (const id of ids) yield sampleEntry(id);
    };
    return { space: SPACE, entries: all() };
  });
  for (const id of ids) acknowledge(id);
}

/** Inserts, and compacts after every third question. */
async function compact(): Promise<void> {
  for (const [i, id] of ids.entries()) {
    await changeBank(folder, SPACE, [adding(sampleEntry(id))]);
    acknowledge(id);
    if (i % 3 === 2) await compactBank(folder);
  }
}

const works: Readonly<Record<string, () => Promise<void>>> = {
  insert,
  insertTogether,
  describe,
  import: importAll,
  hold,
  compact,
};
// Loaded in advance, so that a kill meets the work.
await import("../../src/bank/store/vectra-index.ts");
writeSync(1, "ready\n");
await works[work]?.();
writeSync(1, "done\n");
