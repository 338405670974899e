import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type BankState, copyState, readState } from "../bank/store/index.ts";
import { makeFolder, syncFolder } from "../storage/index.ts";

/** The local copy as it was when it was last equal to the team's bank, and which state of that bank it was. */
export interface LastEqual {
  /** Names the team's bank. */
  readonly id: string;
  readonly revision: number;
  readonly state: BankState;
}

/** The name of its folder says what it is a copy of, so that both change at once. The first number only grows. */
const NAME = /^(\d+)-(\d+)-([0-9a-f-]{36})$/;

const folderOf = (copy: string): string => path.join(copy, "equal");

/** Returns null when the copy and the team's bank were never equal. @param copy folder of the local copy */
export async function lastEqual(copy: string): Promise<LastEqual | null> {
  const [newest] = await kept(copy);
  if (newest === undefined) return null;
  const { name, revision, id } = newest;
  return { revision, id, state: await readState(path.join(folderOf(copy), name)) };
}

/**
 * Keeps a state of the local copy as the last one in which both were equal.
 *
 * @throws BankError when the copy was rewritten since the state was read, or the files cannot be written
 */
export async function keepEqual(copy: string, { id, revision, state }: LastEqual): Promise<void> {
  const folder = folderOf(copy);
  const building = path.join(folder, ".building");
  await makeFolder(folder);
  await rm(building, { recursive: true, force: true });
  const before = await kept(copy);
  await copyState(state, building);
  await rename(building, path.join(folder, `${(before[0]?.order ?? 0) + 1}-${revision}-${id}`));
  await syncFolder(folder);
  for (const { name } of before) await rm(path.join(folder, name), { recursive: true, force: true });
}

/** Returns what is kept, newest first: one, or two after a crash. */
async function kept(copy: string) {
  const names = await readdir(folderOf(copy)).catch(() => []);
  const found = names.flatMap((name) => {
    const [, order, revision, id] = NAME.exec(name) ?? [];
    return id === undefined ? [] : [{ name, order: Number(order), revision: Number(revision), id }];
  });
  return found.toSorted((a, b) => b.order - a.order);
}
