import type { Disposable, Uri } from "vscode";
import { contextRoom } from "../../core/context-room.ts";
import type { PoolMember } from "../../core/ports.ts";
import type { ContextKind, ToHost, ToPanel } from "../../protocol/index.ts";
import { Attachments } from "../attachments.ts";
import type { ModelSource } from "../model-source.ts";

/** The panel's messages about attachments. */
type ContextMessage = Extract<ToHost, { type: "add-context" | "attach" | "attach-picture" | "reveal" | "detach" }>;

/** The attachments of the next question, and how much of them the models can read. */
export class QuestionContext implements Disposable {
  readonly attachments = new Attachments();
  private readonly post: (message: ToPanel) => void;
  private readonly source: ModelSource;
  /** Number of tokens that every model can read, as of the last run. */
  private room: number | null = null;

  constructor(post: (message: ToPanel) => void, source: ModelSource) {
    this.post = post;
    this.source = source;
    this.attachments.onDidChange(() => {
      this.tell();
    });
    source.onDidChange(() => {
      this.room = null;
      this.tell();
    });
  }

  /** The attachments and the room, as the panel shows them. */
  get shown(): Pick<Extract<ToPanel, { type: "attached" }>, "attached" | "room"> {
    const room = this.room ?? this.source.declaredRoom();
    return { attached: this.attachments.shown, ...(room === null ? {} : { room }) };
  }

  /** Notes the models that may answer. */
  knowPool(pool: readonly PoolMember[]): void {
    this.room = contextRoom(pool);
    this.tell();
  }

  /**
   * Attaches something; without a kind, asks the user for it. @throws ContextError when there is nothing of that kind
   */
  async add(kind: ContextKind | null): Promise<void> {
    const { addContext } = await import("./pick-context.ts");
    await addContext(this.attachments, kind, this.shown.room ?? null);
  }

  /** Attaches files. @throws ContextError naming those that cannot be, after the others were attached */
  addFiles(uris: readonly Uri[]): Promise<void> {
    return this.attachments.addFiles(uris);
  }

  /** Handles a message of the panel. @throws ContextError when it fails */
  async handle(message: ContextMessage): Promise<void> {
    switch (message.type) {
      case "add-context":
        return this.add(message.kind ?? null);
      case "attach":
        return this.attachments.addDropped(message.uris);
      case "attach-picture": {
        const { type: _, ...picture } = message;
        return this.attachments.addPicture(picture);
      }
      case "reveal":
        return this.attachments.reveal(message.id);
      case "detach":
        this.attachments.remove(message.id);
    }
  }

  dispose(): void {
    this.attachments.dispose();
  }

  private tell(): void {
    this.post({ type: "attached", ...this.shown });
  }
}
