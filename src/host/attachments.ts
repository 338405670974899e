import { type Disposable, EventEmitter, l10n, type TextEditor, Uri, workspace } from "vscode";
import { TYPICAL_BYTES_PER_TOKEN, utf8Bytes } from "../core/tokens.ts";
import type { ContextItem } from "../core/question.ts";
import { pictureTokens } from "../core/pictures.ts";
import { type AttachedItem, mostPictures, type SentPicture } from "../protocol/index.ts";
import { CodeDocuments } from "./code/code-documents.ts";
import { type Attachment, ContextError } from "./context/attachment.ts";
import { type Collected, collectedAttachment } from "./context/collected.ts";
import { fileAttachment } from "./context/file-attachment.ts";
import { pictureAttachment, refuseTooManyPictures } from "./context/picture-attachment.ts";
import { problemsAttachment } from "./context/problems-attachment.ts";
import { knownHere } from "./context/read-file.ts";
import { SelectionAttachment } from "./context/selection-attachment.ts";
import { terminalAttachment } from "./context/terminal-attachment.ts";

/** How long a file rests after an edit before its size is estimated again. */
const REST_MS = 500;

/** What a question takes along. */
interface Taken {
  readonly context: readonly ContextItem[];
  readonly items: readonly Attachment[];
}

/** What goes with the next question. */
export class Attachments implements Disposable {
  private items: readonly Attachment[] = [];
  /** What goes with questions that wait. */
  private waiting: readonly Attachment[] = [];
  /** Estimates, by id; what cannot be read now has none. */
  private tokens: ReadonlyMap<string, number> = new Map();
  private readonly changed = new EventEmitter<void>();
  private readonly watching: Disposable;
  private readonly documents = new CodeDocuments("smcs-attached");
  private timer: NodeJS.Timeout | undefined;

  readonly onDidChange = this.changed.event;

  constructor() {
    this.watching = workspace.onDidChangeTextDocument((change) => {
      for (const item of this.waiting) item.follow?.(change);
      if (this.items.length === 0) return;
      if (this.items.filter((item) => item.follow?.(change) === true).length > 0) this.changed.fire();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.measure(), REST_MS);
    });
  }

  get labels(): string[] {
    return this.items.map(({ label }) => label);
  }

  /** What the panel shows of them. */
  get shown(): AttachedItem[] {
    return this.items.map((item) => ({
      id: item.id,
      kind: item.kind,
      label: item.label,
      tokens: this.tokens.get(item.id) ?? null,
      opens: "reveal" in item,
      ...(item.note !== undefined && { note: item.note }),
      ...(item.thumbnail !== undefined && { thumbnail: item.thumbnail }),
    }));
  }

  /** Attaches the editor's selection; nothing when nothing is selected. */
  async addSelection(editor: TextEditor): Promise<void> {
    if (editor.document.getText(editor.selection).trim() === "") return;
    await this.add([new SelectionAttachment(editor)]);
  }

  /** Attaches files. @throws ContextError naming those that cannot be, after the others were attached */
  async addFiles(uris: readonly Uri[]): Promise<void> {
    await this.add(uris.map(fileAttachment));
  }

  /**
   * Attaches files that were dropped somewhere.
   *
   * @param uris as texts; what is none is refused
   * @throws ContextError naming those that cannot be attached, after the others were
   */
  async addDropped(uris: readonly string[]): Promise<void> {
    await this.addFiles(uris.map((uri) => knownHere(Uri.parse(uri, true))));
  }

  /** Attaches what the editor finds wrong with a file. */
  async addProblems(uri: Uri): Promise<void> {
    await this.add([problemsAttachment(uri)]);
  }

  /** Attaches what is selected in the terminal. @throws ContextError when nothing is */
  async addTerminalSelection(): Promise<void> {
    await this.add([await terminalAttachment()]);
  }

  /** Attaches what was put together from several places. */
  async addCollected(collected: Collected): Promise<void> {
    await this.add([collectedAttachment(collected, this.documents)]);
  }

  /** Attaches a picture. @throws ContextError when there are too many, or when it is none */
  async addPicture(sent: SentPicture): Promise<void> {
    const added = pictureAttachment(sent);
    const others = this.items.filter(({ kind, id }) => kind === "picture" && id !== added.id);
    if (others.length >= mostPictures)
      throw new ContextError(
        l10n.t("{0} was not attached: up to {1} pictures can go with a question.", sent.name, mostPictures),
      );
    await this.add([added]);
  }

  /** Shows one in an editor. */
  async reveal(id: string): Promise<void> {
    await this.items.find((item) => item.id === id)?.reveal?.();
  }

  remove(id: string): void {
    this.set(this.items.filter((item) => item.id !== id));
  }

  /** Reads everything as it is now; it stays attached. @throws ContextError when something cannot be read */
  read(): Promise<readonly ContextItem[]> {
    return readAll(this.items);
  }

  /**
   * Reads everything for a question that is being asked, as it is now. It is not attached any more afterwards, unless it is
   * given back.
   *
   * @param items what goes along, where that is something else than what is attached
   * @throws ContextError when something cannot be read; then everything stays attached
   */
  async take(items: readonly Attachment[] = this.items): Promise<Taken> {
    const context = await readAll(items);
    this.items = this.items.filter((item) => !items.includes(item));
    this.changed.fire();
    return { context, items };
  }

  /** Takes off what goes with a question that waits. It is read when that is asked; until then it follows edits. */
  setAside(items: readonly Attachment[] = this.items): readonly Attachment[] {
    this.waiting = [...this.waiting, ...items];
    this.set(this.items.filter((item) => !items.includes(item)));
    return items;
  }

  /** The question that these waited with waits no more. */
  forget(items: readonly Attachment[]): void {
    this.waiting = this.waiting.filter((item) => !items.includes(item));
  }

  /** Attaches what was to go with a question that was not asked. */
  giveBack(items: readonly Attachment[]): void {
    if (items.length === 0) return;
    const ids = new Set(this.items.map(({ id }) => id));
    this.set([...items.filter(({ id }) => !ids.has(id)), ...this.items]);
    void this.measure();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watching.dispose();
    this.documents.dispose();
    this.changed.dispose();
  }

  /**
   * Attaches what can be read; a later one of the same id replaces the earlier.
   *
   * @throws ContextError naming what cannot be read, after the others were attached
   */
  async add(items: readonly Attachment[]): Promise<void> {
    const results = await Promise.allSettled(items.map((item) => item.read()));
    const readable = items.filter((_, index) => results[index]?.status === "fulfilled");
    const ids = new Set(readable.map(({ id }) => id));
    this.set([...this.items.filter(({ id }) => !ids.has(id)), ...readable]);
    await this.measure();
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason as Error] : []));
    if (refused.length > 0) throw new ContextError(refused.map(({ message }) => message).join(" "));
  }

  private async measure(): Promise<void> {
    const sizes = await Promise.all(
      this.items.map(async (item) => {
        if (item.picture !== undefined) return [[item.id, pictureTokens(item.picture)] as const];
        const text = await item.read().catch(() => null);
        return text === null ? [] : [[item.id, Math.ceil(utf8Bytes(text) / TYPICAL_BYTES_PER_TOKEN)] as const];
      }),
    );
    this.tokens = new Map(sizes.flat());
    this.changed.fire();
  }

  private set(items: readonly Attachment[]): void {
    this.items = items;
    this.changed.fire();
  }
}

async function readAll(items: readonly Attachment[]): Promise<readonly ContextItem[]> {
  refuseTooManyPictures(items);
  return Promise.all(
    items.map(async (item) => {
      const { label, picture } = item;
      return { label, text: await item.read(), ...(picture !== undefined && { picture }) };
    }),
  );
}
