/** The extension: the only room that knows VS Code. This file builds and wires it; the editor enters here. */
import { commands, type ExtensionContext, languages, type LogOutputChannel, type Memento, window } from "vscode";
import { messageOf } from "../core/errors.ts";
import { LightBulb } from "./about/light-bulb.ts";
import { BankSource } from "./bank/bank-source.ts";
import { BankView } from "./bank/bank-view.ts";
import { Evaluation } from "./bank/evaluation.ts";
import { Judging } from "./bank/judging.ts";
import { Learning } from "./bank/learning.ts";
import { ChatController } from "./chat-controller.ts";
import { ChatView } from "./chat-view.ts";
import { registerCommands } from "./commands.ts";
import { followEditorProxy } from "./editor-proxy.ts";
import { DownloadOffer } from "./embedding/download-offer.ts";
import { Embedding } from "./embedding/embedding.ts";
import { EndpointKeys } from "./endpoint-keys.ts";
import { keptStorage } from "./kept-storage.ts";
import { ModelSource } from "./model-source.ts";
import { StatusBar } from "./status-bar/status-bar.ts";
import { registerNativeChat } from "./native/register.ts";
import { Telemetry } from "./telemetry.ts";
import { rememberUnencrypted, tellUnencrypted } from "./endpoints/unencrypted.ts";
import { askingAgain } from "./asking-again.ts";
import { rememberWalkthrough } from "./walkthrough.ts";

/** The data on the running extension for other code in the editor, above all the tests. */
export interface ExtensionApi {
  /** Duration of `activate`, in milliseconds. */
  readonly activationMs: number;
  /** Processor time of `activate`, in milliseconds, which other programs do not lengthen. */
  readonly activationCpuMs: number;
}

let controller: ChatController | null = null;
let evaluation: Evaluation | null = null;
let embedding: Embedding | null = null;
let judging: Judging | null = null;
let telemetry: Telemetry | null = null;

/**
 * Builds, wires and registers the extension's parts. Whatever is heavy or opens connections is loaded when it is first
 * used.
 */
export function activate(context: ExtensionContext): ExtensionApi {
  const startedAt = performance.now();
  const spentBefore = process.cpuUsage();
  const log = window.createOutputChannel("SMCS", { log: true });
  rememberWalkthrough(context.globalState);
  rememberUnencrypted(context.globalState);
  const keys = new EndpointKeys(context.secrets, {
    onStayedBehind: askingAgain(),
    onUsed: ({ name, origin }) => {
      tellUnencrypted(name, origin);
    },
  });
  const source = new ModelSource(context, keys, log);
  telemetry = new Telemetry();
  const bank = new BankSource(source, log);
  const learning = new Learning(context, source, bank, log);
  evaluation = new Evaluation();
  embedding = new Embedding(source, bank, new DownloadOffer(context.globalState), log);
  controller = new ChatController(context, source, { embedding, learning, log, telemetry });
  const { activity } = controller;
  judging = new Judging({ source, bank, evaluation, activity, log });
  context.subscriptions.push(
    log,
    source,
    bank,
    learning,
    evaluation,
    evaluation.onDidEnd((result) => telemetry?.evaluationEnded(result)),
    embedding,
    judging,
    new BankView(bank, evaluation),
    activity,
    new StatusBar({ source, embedding, evaluation, bank, activity }),
    followEditorProxy(),
    controller,
    controller.answers.onDidChoose((run) => void learning.afterChoice(run)),
    controller.answers.onDidRate((run) => void learning.afterRating(run)),
    controller.answers.onDidTeach((run) => void learning.teach(run)),
    controller.answers.onDidRetry(({ before, after }) => void learning.afterRetry(before, after)),
    window.registerWebviewViewProvider(ChatView.id, controller.view),
    languages.registerCodeActionsProvider("*", new LightBulb(), LightBulb.metadata),
    ...registerNativeChat(context, {
      source,
      controller,
      activity,
      log,
      telemetry,
      onDidRate: (run) => void learning.afterRating(run),
    }),
    ...registerCommands({
      controller,
      source,
      keys,
      bank,
      learning,
      evaluation,
      embedding,
      judging,
      log,
      storageFolder: keptStorage(context).fsPath,
      logFolder: context.logUri.fsPath,
    }),
  );
  void showPanelOnce(context.globalState, log);
  const { user, system } = process.cpuUsage(spentBefore);
  return { activationMs: performance.now() - startedAt, activationCpuMs: (user + system) / 1000 };
}

const SHOWN_KEY = "smcs.hasShownPanel";

/** Shows the panel in the first window after an installation; the keyboard focus stays where it is. */
async function showPanelOnce(state: Memento, log: LogOutputChannel): Promise<void> {
  if (state.get<boolean>(SHOWN_KEY) === true) return;
  try {
    await state.update(SHOWN_KEY, true);
    await commands.executeCommand(`${ChatView.id}.focus`, { preserveFocus: true });
  } catch (error) {
    log.warn(messageOf(error));
  }
}

/** Waits until everything is on disk, and ends the background work. */
export async function deactivate(): Promise<void> {
  await Promise.all([controller?.flush(), evaluation?.stop(), judging?.stop(), embedding?.close()]);
  await telemetry?.close();
}
