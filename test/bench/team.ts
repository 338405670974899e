import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openBank } from "../../src/bank/opened/open-bank.ts";
import { changeBank, createBank, readState } from "../../src/bank/store/index.ts";
import type { Embedding } from "../../src/core/embedding.ts";
import { resolveParameters } from "../../src/core/parameters.ts";
import type { PackedBank } from "../../src/core/packed-bank/index.ts";
import { selectReferencers } from "../../src/core/selection/index.ts";
import { bankIn } from "../../src/servers/index.ts";
import { createTables, synchronise, type TeamAccess, TeamFollower, teamStatus } from "../../src/team-bank/index.ts";
import { startPostgres } from "../support/postgres/postgres.ts";
import { until } from "../support/until.ts";
import { type Figure, figure } from "./figure.ts";
import { interleaved, median, timesAsLong } from "./interleaved.ts";
import { type SyntheticBank, syntheticBank } from "./synthetic-bank.ts";

const DIMENSION = 384;
const MODELS = 15;
const ASKED = 16;
const SIZES = [10_000, 100_000];
const ROUNDS = 301;
const CHANGES = 21;
const PATIENCE_MS = 60_000;

/** One machine's copy of a team's bank. */
interface Copy {
  readonly access: TeamAccess;
  readonly folder: string;
}

/**
 * Measures a team's bank on a PostgreSQL server of this machine: selection from a copy against selection from a local
 * bank, how long filling it and copying it takes, and when another machine sees a change.
 */
export async function measureTeam(): Promise<Figure[]> {
  const server = await startPostgres();
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-team-"));
  try {
    const figures: Figure[] = [];
    for (const size of SIZES) {
      const access = await server.database();
      await createTables(access);
      const own = path.join(folder, `${size}`);
      figures.push(...(await measureSize(size, access, own)));
      await rm(own, { recursive: true, force: true });
    }
    return figures;
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function measureSize(size: number, access: TeamAccess, folder: string): Promise<Figure[]> {
  const rows = size.toLocaleString("en");
  const synthetic = syntheticBank(size, DIMENSION, MODELS, ASKED);
  const { space, entries } = synthetic;
  const [first, second] = [1, 2].map((at): Copy => ({ access, folder: path.join(folder, `machine-${at}`) }));
  if (first === undefined || second === undefined) throw new RangeError("There are two machines.");
  const local = path.join(folder, "local");
  await createBank(local, { space, entries });
  await createBank(bankIn(first.folder), { space, entries });
  const filling = await timed(() => sync(first));
  const copying = await timed(() => sync(second));
  const { bytes } = await teamStatus(access);
  const banks = { local: await packed(local, space), copy: await packed(bankIn(second.folder), space) };
  const times = await interleaved(ROUNDS, {
    local: (round) => select(synthetic, banks.local, round),
    copy: (round) => select(synthetic, banks.copy, round),
  });
  const same = Array.from({ length: ASKED }, (_, at) =>
    JSON.stringify(select(synthetic, banks.local, at)) === JSON.stringify(select(synthetic, banks.copy, at)) ? 1 : 0,
  );
  // Before its first change a process reads which questions the bank has.
  const [firstSeen = Number.NaN, ...laterSeen] = await changesSeen(first, second, space);
  const nothing = await timed(() => sync(first));
  return [
    figure(`selection from the copy against the local bank, N = ${rows}`, timesAsLong(times.copy, times.local), "times as long", "<= 1.1"), // prettier-ignore
    figure(`same selection, N = ${rows}`, same.reduce<number>((sum, one) => sum + one, 0) / ASKED, "share", ">= 1"),
    figure(`rows given to the team, N = ${rows}`, size / filling, "rows/s", ">= 5000"),
    figure(`rows copied from the team, N = ${rows}`, size / copying, "rows/s"),
    figure(`on the server's disk, N = ${rows}`, bytes / 1e6, "MB"),
    figure(`a change is seen by another machine, N = ${rows}: the first`, firstSeen, "ms"),
    figure(`a change is seen by another machine, N = ${rows}: median`, median(laterSeen), "ms"),
    figure(`a change is seen by another machine, N = ${rows}: slowest`, Math.max(...laterSeen), "ms", "<= 2000"),
    figure(`synchronising without a change, N = ${rows}`, nothing * 1000, "ms"),
  ];
}

/** Returns seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function sync(copy: Copy): Promise<void> {
  const result = await synchronise(copy, new AbortController().signal);
  if (result === null || result.waiting !== null) throw new Error("The copy was not synchronised.");
}

function packed(folder: string, space: string): Promise<PackedBank> {
  const embedding = { space, embed: () => Promise.reject(new Error("Nothing is embedded here.")) };
  return openBank({ folder, starterFolder: folder, capability: [] }, embedding).load();
}

function select({ asked, models }: SyntheticBank, bank: PackedBank, round: number) {
  const pool = models.map((name) => ({ name, price: null }));
  const embedding = asked[round % ASKED] as Embedding;
  return selectReferencers({ text: "?", embedding }, bank, pool, resolveParameters("paper", {}));
}

/** Returns how long each change takes from one machine's disk to the other's, in milliseconds. */
async function changesSeen(one: Copy, two: Copy, space: string): Promise<number[]> {
  const followers = [one, two].map((copy) => new TeamFollower(copy));
  try {
    for (const follower of followers) await follower.settled(PATIENCE_MS);
    const bank = bankIn(two.folder);
    const times: number[] = [];
    for (let change = 0; change < CHANGES; change++) {
      const before = await journalBytes(bank);
      const start = performance.now();
      const capability = { "model-00": { value: change % 2, weight: 1, evidence: "choice" as const } };
      await changeBank(bankIn(one.folder), space, [{ kind: "outcomes", id: "q0000000", capability }]);
      await until("the other machine has the change", async () => (await journalBytes(bank)) > before);
      times.push(performance.now() - start);
      for (const follower of followers) await follower.settled(PATIENCE_MS);
    }
    return times;
  } finally {
    for (const follower of followers) await follower.close();
  }
}

async function journalBytes(bank: string): Promise<number> {
  const { folder } = await readState(bank);
  return stat(path.join(folder, "journal.log")).then(
    ({ size }) => size,
    () => 0,
  );
}
