import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import pLimit from "p-limit";
import { isMissing, makeFolder } from "../storage/index.ts";
import type { ServeKey } from "./keys.ts";
import { OpenAiError } from "./openai-error.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A request that a key's limits allow. */
export interface Admission {
  /** The most that the request may cost, in US dollars; null for no limit. */
  readonly capUsd: number | null;
  /** Call it when the request has ended, with its cost; null when that is unknown: then all of the cap counts. */
  readonly end: (costUsd: number | null) => Promise<void>;
}

/**
 * Counts what each key uses. Requests are counted in memory; costs are kept in one file a day, which several servers on
 * one folder share. A request reserves its cap there before it begins, and what it did not spend is given back when it
 * has ended: a kill loses nothing that was spent.
 */
export class KeyUse {
  private readonly folder: string;
  private readonly now: () => number;
  private readonly begun = new Map<string, number[]>();
  /** A budget is read and reserved in one step. */
  private readonly oneByOne = pLimit(1);

  /** @param now milliseconds since 1970 */
  constructor(folder: string, now: () => number = Date.now) {
    this.folder = folder;
    this.now = now;
  }

  /**
   * Admits a request.
   *
   * @param wantedUsd the cap that the settings give a question; null for none. Without one, a request of a key with a
   * limit reserves all that is left, so that a second one is refused meanwhile.
   * @throws OpenAiError when a limit of the key is reached
   * @throws Error when the file of the costs cannot be read or written
   */
  async admit(key: ServeKey, wantedUsd: number | null): Promise<Admission> {
    this.countRequest(key);
    const { id, usdPerDay } = key;
    if (usdPerDay === null) return { capUsd: wantedUsd, end: () => Promise.resolve() };
    return this.oneByOne(async () => {
      // What is given back belongs to the day that it was reserved on.
      const { file } = this;
      const left = usdPerDay - (await spentIn(file, id));
      if (left <= 0)
        throw new OpenAiError(429, `The budget of this key, $${usdPerDay} a day, is used up or reserved.`, {
          code: "insufficient_quota",
          retryAfter: Math.ceil((DAY_MS - (this.now() % DAY_MS)) / 1000),
        });
      const capUsd = Math.min(wantedUsd ?? left, left);
      await note(file, id, capUsd);
      return {
        capUsd,
        // What cannot be given back counts as spent.
        end: (costUsd) => this.oneByOne(() => note(file, id, (costUsd ?? capUsd) - capUsd).catch(() => undefined)),
      };
    });
  }

  private countRequest({ id, requestsPerMinute }: ServeKey): void {
    if (requestsPerMinute === null) return;
    const now = this.now();
    const recent = (this.begun.get(id) ?? []).filter((at) => now - at < MINUTE_MS);
    const oldest = recent[recent.length - requestsPerMinute];
    if (oldest !== undefined)
      throw new OpenAiError(429, `This key may send ${requestsPerMinute} requests a minute.`, {
        code: "rate_limit_exceeded",
        retryAfter: Math.ceil((oldest + MINUTE_MS - now) / 1000),
      });
    this.begun.set(id, [...recent, now]);
  }

  /** The file of the day, by UTC. */
  private get file(): string {
    return path.join(this.folder, `spent-${new Date(this.now()).toISOString().slice(0, "2026-01-31".length)}.jsonl`);
  }
}

/** Returns what a key has spent and reserved, by a file. */
async function spentIn(file: string, id: string): Promise<number> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return "";
    throw error;
  });
  return text.split("\n").reduce((sum, line) => sum + amountOf(line, id), 0);
}

async function note(file: string, id: string, usd: number): Promise<void> {
  if (usd === 0) return;
  await makeFolder(path.dirname(file));
  // It begins a line of its own, even behind one that a kill cut off.
  await appendFile(file, `\n${JSON.stringify({ key: id, usd })}\n`, { mode: 0o600 });
}

/** Returns the amount of a line; 0 for other keys, and for a line that a kill cut off. */
function amountOf(line: string, id: string): number {
  try {
    const { key, usd } = JSON.parse(line) as { readonly key?: unknown; readonly usd?: unknown };
    return key === id && typeof usd === "number" ? usd : 0;
  } catch {
    return 0;
  }
}
