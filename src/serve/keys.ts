import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { replaceFile, isMissing, takeLock } from "../storage/index.ts";

const VERSION = 1;
/** Keys begin with this, so that a scan for secrets finds them. */
const PREFIX = "smcs-";
const KEY_BYTES = 32;
const LOCK = { staleMs: 10_000, pauseMs: 20, patienceMs: 5000 };

const amount = v.pipe(v.number(), v.minValue(0), v.finite());
const keySchema = v.object({
  id: v.string(),
  name: v.string(),
  /** SHA-256 of the key, hexadecimal. A key of 32 random bytes cannot be guessed, so a slow hash would add nothing. */
  sha256: v.string(),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Null for no limit. */
  requestsPerMinute: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** US dollars a day (UTC); null for no limit. */
  usdPerDay: v.nullable(amount),
  /** Ids of the served models; null for all. */
  models: v.nullable(v.array(v.string())),
});
const fileSchema = v.object({ version: v.literal(VERSION), keys: v.array(keySchema) });

/** A key of a client, without the key itself. */
export type ServeKey = v.InferOutput<typeof keySchema>;

/** What a key may use. */
export type KeyLimits = Pick<ServeKey, "requestsPerMinute" | "usdPerDay" | "models">;

/** Returns the file of the keys in a folder. */
const fileIn = (folder: string): string => path.join(folder, "keys.json");

/**
 * Creates a key. It is returned only here: the file holds its hash.
 *
 * @param folder of the server's own files
 * @param name for people, in logs and lists; need not be unique
 * @throws Error when the file cannot be read or written
 */
export async function createKey(
  folder: string,
  name: string,
  limits: KeyLimits,
): Promise<{ readonly key: string; readonly stored: ServeKey }> {
  const key = `${PREFIX}${randomBytes(KEY_BYTES).toString("base64url")}`;
  const stored = { id: randomUUID().slice(0, 8), name, sha256: hashOf(key), createdAt: new Date().toISOString() };
  const all = { ...stored, ...limits };
  await change(folder, (keys) => [...keys, all]);
  return { key, stored: all };
}

/** Returns the stored keys, oldest first. @throws Error when the file is damaged or of a newer version */
export async function listKeys(folder: string): Promise<readonly ServeKey[]> {
  const file = fileIn(folder);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), fileSchema), text);
  if (parsed.success) return parsed.output.keys;
  throw new Error(
    `The keys in ${file} cannot be read: ${parsed.issues[0].message} Restore the file, or remove it and create new keys.`,
  );
}

/** Removes the keys with an id or a name. Returns how many there were. A running server refuses them at once. */
export async function revokeKey(folder: string, idOrName: string): Promise<number> {
  let revoked = 0;
  await change(folder, (keys) => {
    const left = keys.filter(({ id, name }) => id !== idOrName && name !== idOrName);
    revoked = keys.length - left.length;
    return left;
  });
  return revoked;
}

async function change(folder: string, next: (keys: readonly ServeKey[]) => readonly ServeKey[]): Promise<void> {
  const lock = await takeLock({
    folder: path.join(folder, "keys.lock"),
    staleMs: LOCK.staleMs,
    pauseMs: LOCK.pauseMs,
    keepWaiting: (waitedMs) => waitedMs <= LOCK.patienceMs,
    whenLost: (reason) => new Error(`The keys were not changed: ${reason}. Try again.`),
  });
  if (lock === null) throw new Error(`Another process is changing the keys in ${folder}. Try again.`);
  try {
    const content = { version: VERSION, keys: next(await listKeys(folder)) };
    await lock.assertHeld();
    await replaceFile(fileIn(folder), `${JSON.stringify(content, null, 2)}\n`);
  } finally {
    await lock.release();
  }
}

/** The keys of a running server, which follow the file. */
export class KnownKeys {
  private readonly folder: string;
  private stamp = "";
  private byHash: ReadonlyMap<string, ServeKey> = new Map();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Returns a key's entry; undefined for an unknown or revoked one. @throws Error when the file cannot be read */
  async find(key: string): Promise<ServeKey | undefined> {
    await this.follow();
    return this.byHash.get(hashOf(key));
  }

  /** Returns whether there is any key. @throws Error when the file cannot be read */
  async hasAny(): Promise<boolean> {
    await this.follow();
    return this.byHash.size > 0;
  }

  private async follow(): Promise<void> {
    const found = await stat(fileIn(this.folder), { bigint: true }).catch(() => null);
    // Each change is a new file, so that its number alone tells most of them.
    const stamp = found === null ? "" : [found.ino, found.size, found.mtimeNs].join("/");
    if (stamp === this.stamp) return;
    const keys = await listKeys(this.folder);
    this.byHash = new Map(keys.map((key) => [key.sha256, key]));
    this.stamp = stamp;
  }
}

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
