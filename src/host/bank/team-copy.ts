import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
  Uri,
} from "vscode";
import {
  BANK_LOCATION,
  bankIn,
  copyFolder,
  parseTeamAddress,
  type TeamAddress,
  teamName,
} from "../../servers/index.ts";
import type { TeamFollower, TeamState } from "../../team-bank/index.ts";
import { keptStorage } from "../kept-storage.ts";
import { showWarningMessage } from "../messages.ts";

/** How long a question waits for a team's bank of which this machine has no copy yet, in milliseconds. */
const PATIENCE_MS = 10_000;

/** This machine's copy of the team bank of the settings. It is followed from its first use on. */
export class TeamCopy implements Disposable {
  private readonly context: Pick<ExtensionContext, "globalStorageUri" | "secrets">;
  private readonly log: LogOutputChannel;
  private readonly changed = new EventEmitter<void>();
  private readonly listening: Disposable;
  private following: { readonly location: string; readonly follower: Promise<TeamFollower> } | null = null;
  private known: TeamState | null = null;

  /** Fires when the copy stands otherwise: the database is away or back, or changes wait. */
  readonly onDidChange = this.changed.event;

  constructor(context: Pick<ExtensionContext, "globalStorageUri" | "secrets">, log: LogOutputChannel) {
    this.context = context;
    this.log = log;
    this.listening = context.secrets.onDidChange(({ key }) => {
      if (!key.startsWith(PREFIX)) return;
      void this.following?.follower.then((follower) => {
        follower.wake();
      });
    });
  }

  /** How the copy stands; null when it is not followed. */
  get state(): TeamState | null {
    return this.known;
  }

  /** Returns the folder of the copy, which is an ordinary bank. @throws SettingsError */
  bankFolder(location: string): string {
    return bankIn(this.folderOf(parseTeamAddress(location)));
  }

  /** Begins to follow a team bank, unless that is so already. @throws SettingsError */
  follow(location: string): void {
    if (this.following?.location === location) return;
    const address = parseTeamAddress(location);
    this.stop();
    const folder = this.folderOf(address);
    const access = { address, client: "SMCS for VS Code", password: () => this.passwordOf(address) };
    const follower = import("../../team-bank/index.ts").then(
      (team) =>
        new team.TeamFollower({ access, folder }, (state) => {
          if (this.following?.follower === follower) this.tell(address, state);
        }),
    );
    this.following = { location, follower };
  }

  /** Resolves when the copy can be used: at once, unless it has still to be made. */
  async ready(): Promise<void> {
    const follower = await this.following?.follower;
    if (follower?.state.kind === "connecting") await follower.settled(PATIENCE_MS);
  }

  /** Ends following. */
  stop(): void {
    const before = this.following;
    this.following = null;
    this.known = null;
    void before?.follower.then((follower) => follower.close());
  }

  /** Stores the password of a role of the database; an empty one removes it. */
  async setPassword(address: TeamAddress, password: string): Promise<void> {
    if (password === "") await this.context.secrets.delete(secretName(address));
    else await this.context.secrets.store(secretName(address), password);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
    this.stop();
  }

  private async passwordOf(address: TeamAddress): Promise<string | null> {
    return (await this.context.secrets.get(secretName(address))) ?? null;
  }

  private folderOf(address: TeamAddress): string {
    return copyFolder(Uri.joinPath(keptStorage(this.context), "team").fsPath, address);
  }

  private tell(address: TeamAddress, state: TeamState): void {
    const before = this.known;
    this.known = state;
    if (isSame(before, state)) return;
    const problem = state.kind === "away" ? state.problem : state.kind === "read-only" ? state.last.waiting : null;
    const revision = state.kind === "equal" ? `revision ${state.last.revision}` : state.kind;
    this.log.info(`team bank ${teamName(address)}: ${problem ?? revision}`);
    this.changed.fire();
    if (state.kind === "away" && state.isLasting) void offerHelp(state.problem);
  }
}

/** Says what somebody has to do, and offers to do it. */
async function offerHelp(problem: string): Promise<void> {
  const [password, settings] = [l10n.t("Set Password"), l10n.t("Open Settings")];
  const choice = await showWarningMessage(problem, password, settings);
  if (choice === password) await commands.executeCommand("smcs.setTeamPassword");
  if (choice === settings) await commands.executeCommand("workbench.action.openSettings", BANK_LOCATION);
}

/** Whether two states look the same to users. */
function isSame(before: TeamState | null, now: TeamState): boolean {
  if (before?.kind !== now.kind) return false;
  if (now.kind === "away" && before.kind === "away") return now.problem === before.problem;
  if (now.kind === "read-only" && before.kind === "read-only")
    return now.last.waitingCount === before.last.waitingCount;
  return true;
}

const PREFIX = "smcs.teamPassword/";

/** A password is kept for one role of one database: it goes nowhere else. */
function secretName(address: TeamAddress): string {
  return `${PREFIX}${encodeURIComponent(address.user ?? "")}@${teamName(address)}`;
}
