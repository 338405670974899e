import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BankEntry } from "../../../src/core/packed-bank/index.ts";
import { bankEntries, readState } from "../../../src/bank/store/index.ts";
import { bankIn } from "../../../src/servers/index.ts";
import { createTables, grant, synchronise, type Synchronised, type TeamAccess } from "../../../src/team-bank/index.ts";
import { type Postgres, startPostgres } from "../postgres/postgres.ts";

export const SPACE = "test/space";

export const right = { value: 1, weight: 1, evidence: "checked" as const };
export const wrong = { ...right, value: 0 };

/** Returns an entry with a unit vector of length 8 that depends on its id. */
export function entryOf(
  id: string,
  capability: BankEntry["question"]["capability"] = {},
  text = `What is ${id}?`,
): BankEntry {
  const values = Array.from(id, (one) => one.codePointAt(0) ?? 0);
  const raw = Array.from({ length: 8 }, (_, at) => Math.sin(values.reduce((sum, value) => sum * 31 + value, at + 1)));
  const norm = Math.hypot(...raw);
  const question = { id, source: "test", split: "bank" as const, question: text, task: { kind: "open" as const } };
  return { question: { ...question, capability }, vector: Float32Array.from(raw, (value) => value / norm) };
}

/** One machine's copy of a team's bank. */
export interface Machine {
  readonly folder: string;
  /** The folder of the ordinary bank. */
  readonly bank: string;
  readonly sync: () => Promise<Omit<Synchronised, "version">>;
  readonly entries: () => Promise<Map<string, BankEntry>>;
}

/** A database server and machines that share banks on it. */
export interface Team {
  readonly server: Postgres;
  /** Returns the way to an empty team bank. */
  readonly bank: () => Promise<TeamAccess>;
  /** Returns the way to a bank of a role that may only read it. */
  readonly reader: (access: TeamAccess) => Promise<TeamAccess>;
  readonly machine: (access: TeamAccess) => Machine;
  readonly close: () => Promise<void>;
}

/** Starts a database server for a group of tests. */
export async function startTeam(): Promise<Team> {
  const server = await startPostgres();
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-team-"));
  let copies = 0;
  return {
    server,
    bank: async () => {
      const access = await server.database();
      await createTables(access);
      return access;
    },
    reader: async (access) => {
      await server.run(access, "CREATE ROLE reader LOGIN PASSWORD 'reads'");
      await grant(access, "reader", "read");
      return { ...access, address: { ...access.address, user: "reader" }, password: () => Promise.resolve("reads") };
    },
    machine: (access) => {
      copies += 1;
      const own = path.join(folder, `copy-${copies}`);
      const bank = bankIn(own);
      return {
        folder: own,
        bank,
        sync: async () => {
          const result = await synchronise({ access, folder: own }, new AbortController().signal);
          assert.ok(result !== null);
          const { version: _, ...shown } = result;
          return shown;
        },
        entries: async () => {
          const found = new Map<string, BankEntry>();
          for await (const entry of bankEntries(await readState(bank))) found.set(entry.question.id, entry);
          return found;
        },
      };
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
