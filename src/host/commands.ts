import { commands, type Diagnostic, type Disposable, l10n, type Uri } from "vscode";
import { messageOf } from "../core/errors.ts";
import type { CodeAction, CodeTask } from "../protocol/index.ts";
import type { CommandContext } from "./command-context.ts";
import { registerReports } from "./reports.ts";
import { openWalkthrough } from "./walkthrough.ts";
import { showErrorMessage } from "./messages.ts";

/** Every command. Commands with steps of their own are in a file each, loaded when first used. */
const handlers: Readonly<Record<string, (context: CommandContext, ...given: readonly unknown[]) => unknown>> = {
  "smcs.ask": async (context, text) => (await import("./commands/ask.ts")).ask(context, text),
  "smcs.askAboutSelection": async (context) => (await import("./commands/ask.ts")).ask(context),
  "smcs.explain": (context) => aboutCode(context, "explain"),
  "smcs.fix": (context) => aboutCode(context, "fix"),
  "smcs.writeTests": (context) => aboutCode(context, "tests"),
  "smcs.document": (context) => aboutCode(context, "document"),
  "smcs.review": (context) => aboutCode(context, "review"),
  "smcs.fixProblems": async ({ controller }, uri, problems) =>
    (await import("./about/ask-about.ts")).askToFix(controller, uri as Uri, problems as readonly Diagnostic[]),
  "smcs.explainTerminal": async ({ controller }) => (await import("./about/ask-about.ts")).explainTerminal(controller),
  "smcs.explainTestFailure": async ({ controller }, failure) =>
    (await import("./about/explain-failure.ts")).explainFailedTest(controller, failure),
  "smcs.checkAnswer": async (context) => (await import("./commands/check-answer.ts")).checkWithSelectedTest(context),
  "smcs.addContext": ({ controller }) => controller.addContext(null),
  "smcs.attachFiles": async ({ controller }, ...given) =>
    controller.attachFiles((await import("./commands/ask.ts")).givenFiles(given)),
  "smcs.code.insert": (context, block) => onCode(context, "insert", block),
  "smcs.code.apply": (context, block) => onCode(context, "apply", block),
  "smcs.code.newFile": (context, block) => onCode(context, "new-file", block),
  "smcs.code.accept": ({ controller }, proposal) => controller.answers.code.proposals.accept(proposal),
  "smcs.code.reject": ({ controller }, proposal) => controller.answers.code.proposals.reject(proposal),
  "smcs.history": async (context) => (await import("./history/history.ts")).showHistory(context),
  "smcs.exportChat": async (context) => (await import("./history/export-chat.ts")).exportCurrentChat(context),
  "smcs.newChat": ({ controller }) => controller.newChat(),
  "smcs.stop": ({ controller }) => controller.stop(),
  "smcs.previewSelection": async (context, text) => (await import("./commands/ask.ts")).previewSelection(context, text),
  "smcs.chooseWay": async (context) => (await import("./commands/choose-way.ts")).chooseWay(context),
  "smcs.addEndpoint": async (context) => (await import("./commands/add-endpoint.ts")).addEndpoint(context),
  "smcs.addEditorModels": async (context) => (await import("./commands/add-endpoint.ts")).addOwnModels(context),
  "smcs.changeAddress": async (context, name) =>
    (await import("./commands/manage-endpoints.ts")).changeAddressOf(context, name),
  "smcs.manageEndpoints": async (context) => (await import("./commands/manage-endpoints.ts")).manageEndpoints(context),
  "smcs.setApiKey": async (context, name) => (await import("./commands/api-keys.ts")).setApiKey(context, name),
  "smcs.removeApiKey": async (context) => (await import("./commands/api-keys.ts")).removeApiKey(context),
  "smcs.setTeamPassword": async (context) => (await import("./commands/team-password.ts")).setTeamPassword(context),
  "smcs.testEndpoints": async (context, name) =>
    (await import("./commands/test-endpoints.ts")).testEndpoints(context, name),
  "smcs.importEndpoints": async (context) =>
    (await import("./import-endpoints/import-endpoints.ts")).importEndpoints(context),
  "smcs.getStarted": () => openWalkthrough(),
  "smcs.showActions": async (context) => (await import("./status-bar/actions.ts")).showActions(context),
  "smcs.useDemoModels": async (context) => (await import("./commands/use-demo-models.ts")).useDemoModels(context),
  "smcs.bank.import": async (context) => (await import("./commands/bank-import.ts")).importIntoBank(context),
  "smcs.bank.export": async (context) => (await import("./commands/bank.ts")).exportBankToFile(context),
  "smcs.bank.report": async (context) => (await import("./commands/bank.ts")).bankReport(context),
  "smcs.bank.addQuestion": async (context) => (await import("./commands/bank.ts")).addQuestion(context),
  "smcs.bank.evaluate": async (context) => (await import("./commands/bank-evaluate.ts")).evaluateModels(context),
  "smcs.bank.pauseEvaluation": ({ evaluation }) => {
    evaluation.pause();
  },
  "smcs.bank.resumeEvaluation": ({ evaluation }) => {
    evaluation.resume();
  },
  "smcs.bank.stopEvaluation": ({ evaluation }) => evaluation.stop(),
  "smcs.bank.judgeAnew": ({ judging }) => judging.judge(),
  "smcs.bank.stopJudging": ({ judging }) => judging.stop(),
  "smcs.bank.embed": ({ embedding }) => embedding.embedBank(),
  "smcs.bank.stopEmbedding": ({ embedding }) => embedding.stopEmbedding(),
  "smcs.embedding.download": ({ embedding }) => embedding.download(),
  "smcs.embedding.remove": ({ embedding }) => embedding.remove(),
  "smcs.bank.undo": ({ learning }) => learning.undo(),
  "smcs.copyDiagnostics": async (context) => (await import("./commands/copy-diagnostics.ts")).copyDiagnostics(context),
  "smcs.showLog": ({ log }) => {
    log.show();
  },
};

async function aboutCode({ controller }: CommandContext, task: CodeTask): Promise<unknown> {
  return (await import("./about/ask-about.ts")).askAboutCode(controller, task);
}

async function onCode({ controller }: CommandContext, action: CodeAction, given: unknown): Promise<void> {
  const { pickBlock } = await import("./code/pick-block.ts");
  const block = await pickBlock(given, await controller.lastAnswered());
  if (block !== undefined) await controller.answers.code.run(action, block);
}

/** Registers all commands. Errors of a command are logged and shown in a sentence. */
export function registerCommands(context: CommandContext): Disposable[] {
  const registered = Object.entries(handlers).map(([id, handler]) =>
    commands.registerCommand(id, async (...given: readonly unknown[]) => {
      try {
        return await handler(context, ...given);
      } catch (error) {
        context.log.error(`${id}: ${messageOf(error)}`);
        // Not awaited: the command does not wait until the message is dismissed.
        void showErrorMessage(messageOf(error), l10n.t("Show Log")).then((choice) => {
          if (choice !== undefined) context.log.show();
        });
        return undefined;
      }
    }),
  );
  return [registerReports(), ...registered];
}
