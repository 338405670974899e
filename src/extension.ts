import { commands, type ExtensionContext, languages, type LogOutputChannel, type Memento, window } from "vscode";
import { messageOf } from "./core/errors.ts";
import { LightBulb } from "./host/about/light-bulb.ts";
import { BankSource } from "./host/bank/bank-source.ts";
import { BankView } from "./host/bank/bank-view.ts";
import { Evaluation } from "./host/bank/evaluation.ts";
import { Judging } from "./host/bank/judging.ts";
import { Learning } from "./host/bank/learning.ts";
import { ChatController } from "./host/chat-controller.ts";
import { ChatView } from "./host/chat-view.ts";
import { registerCommands } from "./host/commands.ts";
import { followEditorProxy } from "./host/editor-proxy.ts";
import { DownloadOffer } from "./host/embedding/download-offer.ts";
import { Embedding } from "./host/embedding/embedding.ts";
import { EndpointKeys } from "./host/endpoint-keys.ts";
import { keptStorage } from "./host/kept-storage.ts";
import { ModelSource } from "./host/model-source.ts";
import { StatusBar } from "./host/status-bar/status-bar.ts";
import { registerNativeChat } from "./host/native/register.ts";
import { Telemetry } from "./host/telemetry.ts";
import { rememberUnencrypted, tellUnencrypted } from "./host/endpoints/unencrypted.ts";
import { askingAgain } from "./host/asking-again.ts";
import { rememberWalkthrough } from "./host/walkthrough.ts";

/** What other code in the editor, the tests above all, may know of the running extension. */
export interface ExtensionApi {
  /** How long activate() took, in milliseconds. */
  readonly activationMs: number;
  /** What the processor spent on it, which other programs do not lengthen. */
  readonly activationCpuMs: number;
}

let controller: ChatController | null = null;
let evaluation: Evaluation | null = null;
let embedding: Embedding | null = null;
let judging: Judging | null = null;
let telemetry: Telemetry | null = null;

/** Builds, wires and registers; whatever is heavy or reaches out is loaded when it is first used. */
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
  const source = new ModelSource(context, keys);
  telemetry = new Telemetry();
  const bank = new BankSource(source, log);
  const learning = new Learning(context, source, bank, log);
  evaluation = new Evaluation();
  embedding = new Embedding(source, bank, new DownloadOffer(context.globalState), log);
  controller = new ChatController(context, source, { embedding, learning, log, telemetry });
  const { activity } = controller;
  const { extensionUri } = context;
  judging = new Judging({ source, bank, evaluation, activity, log, extensionUri });
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
      extensionUri,
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

/** Shows the panel in the first window after an installation; the keys stay where they are. */
async function showPanelOnce(state: Memento, log: LogOutputChannel): Promise<void> {
  if (state.get<boolean>(SHOWN_KEY) === true) return;
  try {
    await state.update(SHOWN_KEY, true);
    await commands.executeCommand(`${ChatView.id}.focus`, { preserveFocus: true });
  } catch (error) {
    log.warn(messageOf(error));
  }
}

/** Waits for what is not on disk yet, and ends what works in the background. */
export async function deactivate(): Promise<void> {
  await Promise.all([controller?.flush(), evaluation?.stop(), judging?.stop(), embedding?.close()]);
  await telemetry?.close();
}
