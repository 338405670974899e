import type { Disposable, Uri } from "vscode";
import { contextRoom } from "../../core/context-room.ts";
import type { PoolMember } from "../../core/ports.ts";
import type { ContextKind, ToHost, ToPanel } from "../../protocol/index.ts";
import { Attachments } from "../attachments.ts";
import type { ModelSource } from "../model-source.ts";

/** What the panel asks for about what goes with a question. */
type ContextMessage = Extract<ToHost, { type: "add-context" | "attach" | "attach-picture" | "reveal" | "detach" }>;

/** What goes with the next question, and how much of it the models can read. */
export class QuestionContext implements Disposable {
  readonly attachments = new Attachments();
  private readonly post: (message: ToPanel) => void;
  private readonly source: ModelSource;
  /** Tokens that every model can read, as far as the last run found out. */
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

  /** What the panel shows of it. */
  get shown(): Pick<Extract<ToPanel, { type: "attached" }>, "attached" | "room"> {
    const room = this.room ?? this.source.declaredRoom();
    return { attached: this.attachments.shown, ...(room === null ? {} : { room }) };
  }

  /** Takes note of who may answer. */
  knowPool(pool: readonly PoolMember[]): void {
    this.room = contextRoom(pool);
    this.tell();
  }

  /** Attaches something; asks what where there is no kind. @throws ContextError when there is nothing of that kind */
  async add(kind: ContextKind | null): Promise<void> {
    const { addContext } = await import("./pick-context.ts");
    await addContext(this.attachments, kind, this.shown.room ?? null);
  }

  /** Attaches files. @throws ContextError naming those that cannot be, after the others were attached */
  addFiles(uris: readonly Uri[]): Promise<void> {
    return this.attachments.addFiles(uris);
  }

  /** Does what the panel asks for. @throws ContextError when it cannot be done */
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
