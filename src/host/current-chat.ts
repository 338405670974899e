import { type Disposable, type ExtensionContext, l10n, Uri } from "vscode";
import { messageOf } from "../core/errors.ts";
import { ChatSession, type SessionEvent, type SessionPlace } from "./chat-session.ts";
import { keptStorage } from "./kept-storage.ts";

const CHAT_KEY = "smcs.chat";

/** The parts of the window that a chat needs, and the chat's listeners. */
export interface ChatWindow extends Omit<SessionPlace, "folder" | "runsFolder"> {
  readonly onEvent: (happened: SessionEvent) => void;
  /** Called when another chat is shown. */
  readonly onOpened: () => void;
}

/**
 * The chat that this window shows: one at a time, the same after a reload. The chat is opened when it is first shown or
 * asked; until then the window reads and writes nothing.
 */
export class CurrentChat implements Disposable {
  private readonly context: ExtensionContext;
  private readonly window: ChatWindow;
  private opening: Promise<ChatSession> | null = null;
  private opened: ChatSession | null = null;

  constructor(context: ExtensionContext, window: ChatWindow) {
    this.context = context;
    this.window = window;
  }

  /** The chat, once it is open. */
  get session(): Promise<ChatSession> {
    this.opening ??= this.open(this.lastId);
    return this.opening;
  }

  /** The chat's id, whether the chat is opened or not; undefined while no question was asked in it. */
  get id(): string | undefined {
    if (this.opened === null) return this.lastId;
    return this.opened.runs.length > 0 ? this.opened.id : undefined;
  }

  /** The open chat; null before the first one is open. */
  get shown(): ChatSession | null {
    return this.opened;
  }

  /** Leaves the chat, which stays on disk, and shows another one, or an empty one. */
  async change(id: string | undefined): Promise<void> {
    const old = this.opening;
    // Replaced before anything is awaited: a question asked meanwhile belongs to the new chat.
    this.opening = this.leave(old, id).then(() => this.open(id));
    await this.opening;
  }

  /** Returns the chat, read again if another window has continued it. */
  async upToDate(): Promise<ChatSession> {
    const session = await this.session;
    if (session.busy || !(await session.changedElsewhere())) return session;
    await this.change(session.id);
    return this.session;
  }

  /** Makes the window show this chat again after a reload. */
  async remember({ id }: ChatSession): Promise<void> {
    await this.context.workspaceState.update(CHAT_KEY, id);
  }

  /** Resolves when the whole chat is on disk. */
  async flush(): Promise<void> {
    await (await this.opening)?.flush();
  }

  dispose(): void {
    this.opened?.dispose();
  }

  private get lastId(): string | undefined {
    return this.context.workspaceState.get<string>(CHAT_KEY);
  }

  private async leave(session: Promise<ChatSession> | null, next: string | undefined): Promise<void> {
    const old = await session;
    await old?.stop();
    // A later write would recreate a chat that was deleted meanwhile.
    await old?.flush();
    old?.dispose();
    await this.context.workspaceState.update(CHAT_KEY, next);
  }

  private async open(id: string | undefined): Promise<ChatSession> {
    const folder = (name: string): string => Uri.joinPath(keptStorage(this.context), name).fsPath;
    const place: SessionPlace = { ...this.window, folder: folder("chats"), runsFolder: folder("runs") };
    const session = await ChatSession.open(id, place).catch((error: unknown) => {
      // An unreadable file stays as it is and does not prevent a new chat.
      this.window.onError(l10n.t("The last chat could not be opened, so this is a new one. {0}", messageOf(error)));
      return ChatSession.open(undefined, place);
    });
    session.onEvent(this.window.onEvent);
    this.opened = session;
    this.window.onOpened();
    return session;
  }
}
