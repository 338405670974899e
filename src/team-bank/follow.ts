import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { messageOf } from "../core/errors.ts";
import { bankVersion } from "../bank/store/index.ts";
import { bankIn } from "../servers/index.ts";
import { TeamBankError, withConnection } from "./connection.ts";
import { type Synchronised, synchroniseOver, type TeamBank } from "./synchronise.ts";
import { CHANNEL } from "./write-team.ts";

/** How the local copy of a team bank stands. */
export type TeamState =
  | { readonly kind: "connecting" }
  | { readonly kind: "equal"; readonly last: Synchronised }
  /** Changes wait here, since this role may not write. */
  | { readonly kind: "read-only"; readonly last: Synchronised }
  /**
   * The copy answers and learns as ever; changes wait.
   *
   * @property since milliseconds since 1970
   * @property isLasting whether somebody has to do something here, such as set the password
   */
  | { readonly kind: "away"; readonly since: number; readonly problem: string; readonly isLasting: boolean };

/** How often the local copy is looked at, in milliseconds. */
const LOOK_MS = 500;
/** The longest time without a synchronisation, in milliseconds. */
const AT_LEAST_MS = 60_000;
/** The shortest pause between two synchronisations, however many revisions are announced, in milliseconds. */
const LEAST_MS = 100;
/** The pause while another process synchronises the same copy, in milliseconds. */
const BUSY_MS = 250;
/** The first pause after a failure; each further one is twice as long, up to the longest. Milliseconds. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Keeps the local copy and the team's bank equal until it is closed: when the team's bank announces a revision, when
 * something is written here, and when the server is back.
 */
export class TeamFollower {
  private readonly team: TeamBank;
  private readonly onState: (state: TeamState) => void;
  private readonly closing = new AbortController();
  private readonly events = new EventEmitter<{ wake: []; state: [] }>();
  private readonly looking: NodeJS.Timeout;
  private readonly done: Promise<void>;
  private current: TeamState = { kind: "connecting" };
  /** Whether there is something to do since the last synchronisation began. */
  private isWoken = false;
  /** Version of the local copy that was last equal, as JSON. */
  private seen = "";
  private failures = 0;

  /** @param onState called with each new state */
  constructor(team: TeamBank, onState: (state: TeamState) => void = () => undefined) {
    this.team = team;
    this.onState = onState;
    this.looking = setInterval(() => void this.look(), LOOK_MS);
    this.looking.unref();
    this.done = this.run();
  }

  get state(): TeamState {
    return this.current;
  }

  /** Synchronises now, or tries to. */
  wake(): void {
    this.isWoken = true;
    this.events.emit("wake");
  }

  /**
   * Resolves when the local copy and the team's bank are equal, when that is not possible at the moment, and after
   * `patienceMs` at the latest.
   */
  async settled(patienceMs: number): Promise<void> {
    const signal = AbortSignal.timeout(patienceMs);
    while (!signal.aborted && !(await this.isSettled())) {
      this.wake();
      await once(this.events, "state", { signal }).catch(() => undefined);
    }
  }

  /** Ends within a moment: what was not given yet waits in the copy. */
  async close(): Promise<void> {
    clearInterval(this.looking);
    this.closing.abort();
    await this.done;
  }

  private async isSettled(): Promise<boolean> {
    if (this.current.kind === "equal") return (await this.version()) === this.seen;
    return this.current.kind !== "connecting";
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await withConnection(this.team.access, (client) => this.follow(client), signal).catch(async (error: unknown) => {
        if (!signal.aborted) await this.waitAway(error);
      });
    }
  }

  /** Follows over one connection; rejects when it is cut. */
  private async follow(client: Client): Promise<void> {
    const { signal } = this.closing;
    const cut = once(client, "end").then(() => {
      throw new TeamBankError("The database of the team bank cut the connection.", true);
    });
    cut.catch(() => undefined);
    client.on("notification", () => {
      this.wake();
    });
    await client.query(`LISTEN ${CHANNEL}`);
    while (!signal.aborted) {
      this.isWoken = false;
      const last = await synchroniseOver(client, this.team.folder, signal);
      if (last !== null) {
        this.failures = 0;
        this.seen = JSON.stringify(last.version);
        this.tell({ kind: last.waiting === null ? "equal" : "read-only", last });
      }
      await sleep(LEAST_MS, undefined, { signal }).catch(() => undefined);
      await Promise.race([this.pause(last === null ? BUSY_MS : AT_LEAST_MS), cut]);
    }
  }

  private async waitAway(error: unknown): Promise<void> {
    const since = this.current.kind === "away" ? this.current.since : Date.now();
    const isLasting = error instanceof TeamBankError && !error.passing;
    this.tell({ kind: "away", since, problem: messageOf(error), isLasting });
    const pauseMs = isLasting ? LONGEST_PAUSE_MS : FIRST_PAUSE_MS * 2 ** this.failures;
    this.failures += 1;
    this.isWoken = false;
    await this.pause(Math.min(pauseMs, LONGEST_PAUSE_MS));
  }

  private tell(state: TeamState): void {
    this.current = state;
    this.events.emit("state");
    this.onState(state);
  }

  /** Wakes up when something was written to the local copy. */
  private async look(): Promise<void> {
    if (this.current.kind === "equal" && (await this.version()) !== this.seen) this.wake();
  }

  private async version(): Promise<string> {
    return JSON.stringify(await bankVersion(bankIn(this.team.folder)).catch(() => null));
  }

  /** Resolves after a time, or sooner when there is something to do or the follower is closed. */
  private async pause(longestMs: number): Promise<void> {
    if (this.isWoken) return;
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(longestMs)]);
    await once(this.events, "wake", { signal }).catch(() => undefined);
  }
}
