import { readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import {
  type BankState,
  changeBank,
  type ChangesFor,
  copyState,
  createBank,
  type NewContent,
  readState,
} from "../bank/store/index.ts";
import { makeFolder, replaceFile, syncFolder } from "../storage/index.ts";

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

/** The file with the revision that a kept bank was brought up to since. */
const laterRevisionOf = (folder: string, name: string): string => path.join(folder, `${name}.revision`);

/** Returns null when the copy and the team's bank were never equal. @param copy folder of the local copy */
export async function lastEqual(copy: string): Promise<LastEqual | null> {
  const [newest] = await kept(copy);
  if (newest === undefined) return null;
  const { name, id } = newest;
  const later = await readFile(laterRevisionOf(folderOf(copy), name), "utf8").catch(() => "");
  const revision = Math.max(newest.revision, Number(later) || 0);
  return { revision, id, state: await readState(path.join(folderOf(copy), name)) };
}

/**
 * Keeps a state of the local copy as the last one in which both were equal.
 *
 * @throws BankError when the copy was rewritten since the state was read, or the files cannot be written
 */
export async function keepEqual(copy: string, { state, ...equal }: LastEqual): Promise<void> {
  await keep(copy, equal, (building) => copyState(state, building));
}

async function keep(
  copy: string,
  { id, revision }: Omit<LastEqual, "state">,
  write: (bankFolder: string) => Promise<void>,
): Promise<void> {
  const folder = folderOf(copy);
  const building = path.join(folder, ".building");
  await makeFolder(folder);
  await rm(building, { recursive: true, force: true });
  const before = await kept(copy);
  await write(building);
  await rename(building, path.join(folder, `${(before[0]?.order ?? 0) + 1}-${revision}-${id}`));
  await syncFolder(folder);
  for (const { name } of before) {
    await rm(path.join(folder, name), { recursive: true, force: true });
    await rm(laterRevisionOf(folder, name), { force: true });
  }
}

/**
 * Brings what is kept up to a later revision of the team's bank, while changes of the local copy have to wait. A call
 * that is cut off may be repeated.
 */
export async function advanceEqual(copy: string, before: LastEqual, { revision, changes }: Advance): Promise<void> {
  const folder = folderOf(copy);
  const [newest] = await kept(copy);
  if (newest === undefined) return;
  await changeBank(path.join(folder, newest.name), before.state.manifest.space, changes);
  await replaceFile(laterRevisionOf(folder, newest.name), `${revision}\n`);
}

/** What the team changed up to a revision. */
interface Advance {
  readonly revision: number;
  readonly changes: ChangesFor;
}

/** Keeps the team's bank itself, while changes of the local copy have to wait. @throws the errors of `content` */
export async function keepTeams(
  copy: string,
  { id, revision }: Omit<LastEqual, "state">,
  content: NewContent,
): Promise<void> {
  await keep(copy, { id, revision }, (building) => createBank(building, content));
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
