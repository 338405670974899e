import type { LogOutputChannel } from "vscode";
import type { BankSource } from "./bank/bank-source.ts";
import type { Evaluation } from "./bank/evaluation.ts";
import type { Judging } from "./bank/judging.ts";
import type { Learning } from "./bank/learning.ts";
import type { ChatController } from "./chat-controller.ts";
import type { Embedding } from "./embedding/embedding.ts";
import type { EndpointKeys } from "./endpoint-keys.ts";
import type { ModelSource } from "./model-source.ts";

/** The parts of the extension that commands work with. */
export interface CommandContext {
  readonly controller: ChatController;
  readonly source: ModelSource;
  readonly keys: EndpointKeys;
  readonly bank: BankSource;
  readonly learning: Learning;
  readonly evaluation: Evaluation;
  readonly embedding: Embedding;
  readonly judging: Judging;
  readonly log: LogOutputChannel;
  /** The folder of the question bank, the chats and the records (`keptStorage`). */
  readonly storageFolder: string;
  /** The folder of this window's log. */
  readonly logFolder: string;
}
