import { type Disposable, EventEmitter, l10n, type TextEditor, Uri, workspace } from "vscode";
import { TYPICAL_BYTES_PER_TOKEN, utf8Bytes } from "../core/tokens.ts";
import type { ContextItem } from "../core/question.ts";
import { pictureTokens } from "../core/pictures.ts";
import { type AttachedItem, limits, type SentPicture } from "../protocol/index.ts";
import { CodeDocuments } from "./code/code-documents.ts";
import { type Attachment, ContextError } from "./context/attachment.ts";
import { type Collected, collectedAttachment } from "./context/collected.ts";
import { fileAttachment } from "./context/file-attachment.ts";
import { pictureAttachment, refuseTooManyPictures } from "./context/picture-attachment.ts";
import { problemsAttachment } from "./context/problems-attachment.ts";
import { knownHere } from "./context/read-file.ts";
import { SelectionAttachment } from "./context/selection-attachment.ts";
import { terminalAttachment } from "./context/terminal-attachment.ts";

/** Delay after an edit before a file's size is estimated again. */
const REST_MS = 500;

/** The attachments of a question. */
interface Taken {
  readonly context: readonly ContextItem[];
  readonly items: readonly Attachment[];
}

/** The attachments of the next question. */
export class Attachments implements Disposable {
  private items: readonly Attachment[] = [];
  /** The attachments of queued questions. */
  private waiting: readonly Attachment[] = [];
  /** Estimated sizes by id; unreadable attachments have none. */
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

  /** The attachments as the panel shows them. */
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
   * Attaches dropped files.
   *
   * @param uris as texts; invalid ones are refused
   * @throws ContextError naming those that cannot be attached, after the others were
   */
  async addDropped(uris: readonly string[]): Promise<void> {
    await this.addFiles(uris.map((uri) => knownHere(Uri.parse(uri, true))));
  }

  /** Attaches the problems that the editor found in a file. */
  async addProblems(uri: Uri): Promise<void> {
    await this.add([problemsAttachment(uri)]);
  }

  /** Attaches the terminal's selection. @throws ContextError when nothing is selected */
  async addTerminalSelection(): Promise<void> {
    await this.add([await terminalAttachment()]);
  }

  /** Attaches a text that was collected from several places. */
  async addCollected(collected: Collected): Promise<void> {
    await this.add([collectedAttachment(collected, this.documents)]);
  }

  /** Attaches a picture. @throws ContextError when there are too many, or when it is not a picture */
  async addPicture(sent: SentPicture): Promise<void> {
    const added = pictureAttachment(sent);
    const others = this.items.filter(({ kind, id }) => kind === "picture" && id !== added.id);
    if (others.length >= limits.pictures)
      throw new ContextError(
        l10n.t("{0} was not attached: up to {1} pictures can go with a question.", sent.name, limits.pictures),
      );
    await this.add([added]);
  }

  /** Shows an attachment in an editor. */
  async reveal(id: string): Promise<void> {
    await this.items.find((item) => item.id === id)?.reveal?.();
  }

  remove(id: string): void {
    this.set(this.items.filter((item) => item.id !== id));
  }

  /** Reads all attachments as they are now and keeps them attached. @throws ContextError when one cannot be read */
  read(): Promise<readonly ContextItem[]> {
    return readAll(this.items);
  }

  /**
   * Reads the attachments of a question as they are now and detaches them. `giveBack` attaches them again.
   *
   * @param items the attachments, if they differ from the attached ones
   * @throws ContextError when one cannot be read; then all stay attached
   */
  async take(items: readonly Attachment[] = this.items): Promise<Taken> {
    const context = await readAll(items);
    this.items = this.items.filter((item) => !items.includes(item));
    this.changed.fire();
    return { context, items };
  }

  /**
   * Sets the attachments of a queued question aside. They are read when the question is asked; until then they follow
   * edits.
   */
  setAside(items: readonly Attachment[] = this.items): readonly Attachment[] {
    this.waiting = [...this.waiting, ...items];
    this.set(this.items.filter((item) => !items.includes(item)));
    return items;
  }

  /** Drops the attachments of a question that is no longer queued. */
  forget(items: readonly Attachment[]): void {
    this.waiting = this.waiting.filter((item) => !items.includes(item));
  }

  /** Restores the attachments of a question that was not asked. */
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
   * Attaches everything readable; a later attachment of the same id replaces the earlier one.
   *
   * @throws ContextError naming unreadable ones, after the others were attached
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
