import { chat, ChatResultFeedbackKind, commands, type Disposable, type ExtensionContext, lm, Uri } from "vscode";
import type { ChatController } from "../chat-controller.ts";
import { OWN_VENDOR } from "../editor-models/vscode-models.ts";
import { AskTool } from "./ask-tool.ts";
import { placeIn } from "./chat-place.ts";
import { PARTICIPANT, WHY } from "./native-history.ts";
import type { RunRecord } from "../../core/record/index.ts";
import { NativeRuns, type RunSurroundings } from "./native-runs.ts";
import { PresetModels } from "./provider.ts";

/** The parts of the extension that the editor's own chat uses. */
interface Connected extends RunSurroundings {
  readonly controller: Pick<ChatController, "open">;
  /** Called with a run that the user has just rated. */
  readonly onDidRate: (run: RunRecord) => void;
}

/** Registers the participant, the presets as language models, and the tool. Asks no model and starts nothing. */
export function registerNativeChat(
  context: ExtensionContext,
  { controller, onDidRate, ...surroundings }: Connected,
): Disposable[] {
  const runs = new NativeRuns(context, surroundings);
  const participant = chat.createChatParticipant(PARTICIPANT, async (...request) =>
    (await import("./participant.ts")).answerInChat(runs, request),
  );
  participant.iconPath = Uri.joinPath(context.extensionUri, "media", "smcs.svg");
  const models = new PresetModels(runs);
  const provider = lm.registerLanguageModelChatProvider(OWN_VENDOR, models);
  models.announce();
  return [
    participant,
    participant.onDidReceiveFeedback(async ({ result, kind }) => {
      const place = placeIn(result);
      const rating = kind === ChatResultFeedbackKind.Helpful ? "good" : "bad";
      const rated = place === null ? undefined : await runs.rate(place, rating);
      if (rated !== undefined) onDidRate(rated);
    }),
    provider,
    lm.registerTool("smcs_ask", new AskTool(runs)),
    commands.registerCommand("smcs.native.openRun", async (chatId: unknown, runId: unknown) => {
      const place = placeIn({ metadata: { chatId, runId } });
      if (place !== null) await controller.open(place.chatId, place.runId);
    }),
    commands.registerCommand("smcs.native.why", async (chatId: unknown, runId: unknown) => {
      runs.pointAt(placeIn({ metadata: { chatId, runId } }));
      await commands.executeCommand("workbench.action.chat.open", { query: `@smcs /${WHY}` });
    }),
  ];
}
