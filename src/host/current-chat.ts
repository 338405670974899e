import { type Disposable, type ExtensionContext, l10n, Uri } from "vscode";
import { messageOf } from "../core/errors.ts";
import { ChatSession, type SessionEvent, type SessionPlace } from "./chat-session.ts";
import { keptStorage } from "./kept-storage.ts";

const CHAT_KEY = "smcs.chat";

/** What a chat needs of the window, and whom the window tells of it. */
export interface ChatWindow extends Omit<SessionPlace, "folder" | "runsFolder"> {
  readonly onEvent: (happened: SessionEvent) => void;
  /** Another chat is shown. */
  readonly onOpened: () => void;
}

/**
 * The chat that this window shows: one at a time, the same after a reload. It is opened when somebody first looks at it or
 * asks something: windows in which nobody does read and write nothing.
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

  /** Which chat it is, opened or not; undefined while no question was asked in it. */
  get id(): string | undefined {
    if (this.opened === null) return this.lastId;
    return this.opened.runs.length > 0 ? this.opened.id : undefined;
  }

  /** The chat as far as it is open; null before the first one is. */
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

  /** Returns the chat, read again where another window has gone on with it. */
  async upToDate(): Promise<ChatSession> {
    const session = await this.session;
    if (session.busy || !(await session.changedElsewhere())) return session;
    await this.change(session.id);
    return this.session;
  }

  /** Has the window show this chat again after a reload. */
  async remember({ id }: ChatSession): Promise<void> {
    await this.context.workspaceState.update(CHAT_KEY, id);
  }

  /** Writes down what is not on disk yet. */
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
    // Whatever is written later would make a chat anew that was deleted meanwhile.
    await old?.flush();
    old?.dispose();
    await this.context.workspaceState.update(CHAT_KEY, next);
  }

  private async open(id: string | undefined): Promise<ChatSession> {
    const folder = (name: string): string => Uri.joinPath(keptStorage(this.context), name).fsPath;
    const place: SessionPlace = { ...this.window, folder: folder("chats"), runsFolder: folder("runs") };
    const session = await ChatSession.open(id, place).catch((error: unknown) => {
      // A file that cannot be read stays what it is, and is no reason to have no chat.
      this.window.onError(l10n.t("The last chat could not be opened, so this is a new one. {0}", messageOf(error)));
      return ChatSession.open(undefined, place);
    });
    session.onEvent(this.window.onEvent);
    this.opened = session;
    this.window.onOpened();
    return session;
  }
}
