import { createHash } from "node:crypto";
import type { RandomSource } from "../core/ports.ts";
import { type ChatTarget, originOf, type Server } from "../servers/index.ts";
import { kindOf } from "../requests/index.ts";
import { type QueueOptions, ServerQueue } from "./server-queue.ts";
import { realTime, type Time } from "./time.ts";

/** Maximum number of entries, more than settings have; beyond it the oldest unused entry is removed. */
const MOST_KEPT = 500;

/** What a model's server was found to support. Kept while the program runs. */
export interface Abilities {
  /** One request asks for fewer choices than this. */
  choicesBelow: number;
  logprobs: boolean;
}

/**
 * The queues of all servers, and what was learned about the servers. Every question builds its own pool, and several
 * run at once; all of them share this object.
 */
export class Traffic {
  readonly time: Time;
  readonly random: RandomSource;
  private readonly queues = new Map<string, ServerQueue>();
  private readonly abilities = new Map<string, Abilities>();

  constructor(time: Time, random: RandomSource) {
    this.time = time;
    this.random = random;
  }

  /**
   * Returns a function that returns the queue of a server: one for each origin, key and way of queueing. Call it for
   * each request.
   */
  queueOf(server: Pick<Server, "baseUrl" | "apiKey">, options: QueueOptions): () => ServerQueue {
    const { concurrency, swapsModels } = options;
    // Only a hash of the key, because the queue outlives the pool.
    const key = createHash("sha256")
      .update(JSON.stringify([originOf(server.baseUrl), server.apiKey, concurrency, swapsModels]))
      .digest("base64");
    return () => {
      const make = (): ServerQueue => new ServerQueue(options, this.time);
      return kept(this.queues, key, make, (queue) => queue.idle);
    };
  }

  /** Returns what was learned about one model on one server. */
  abilitiesOf(target: Pick<ChatTarget, "kind" | "baseUrl" | "model">): Abilities {
    const { kind, baseUrl, model } = target;
    const make = (): Abilities => assumedAbilities(target);
    return kept(this.abilities, JSON.stringify([kind, baseUrl, model.id]), make, () => true);
  }
}

/** Returns the assumed abilities of an unknown server. */
export function assumedAbilities({ kind }: Pick<Server, "kind">): Abilities {
  return { choicesBelow: kindOf(kind).manyChoices ? Infinity : 2, logprobs: true };
}

/** Returns the value of a key. When the map is full, a new value replaces the oldest removable one. */
function kept<Value>(
  values: Map<string, Value>,
  key: string,
  make: () => Value,
  mayGo: (value: Value) => boolean,
): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  if (values.size >= MOST_KEPT) {
    const old = [...values].find(([, value]) => mayGo(value));
    if (old !== undefined) values.delete(old[0]);
  }
  const value = make();
  values.set(key, value);
  return value;
}

/** Shared by all runs of this process. */
export const sharedTraffic = new Traffic(realTime, Math.random);
