import { commands, type Disposable, window } from "vscode";
import { messageOf } from "../core/errors.ts";
import type { CommandContext } from "./command-context.ts";
import { registerReports } from "./reports.ts";

/** Every command; those with steps of their own live in a file each, loaded when first used. */
const handlers: Readonly<Record<string, (context: CommandContext, argument?: unknown) => unknown>> = {
  "smcs.ask": async (context, text) => (await import("./commands/ask.ts")).ask(context, text),
  "smcs.askAboutSelection": async (context) => (await import("./commands/ask.ts")).askAboutSelection(context),
  "smcs.newChat": ({ controller }) => controller.newChat(),
  "smcs.stop": ({ controller }) => controller.stop(),
  "smcs.previewSelection": async (context) =>
    (await import("./commands/preview-selection.ts")).previewSelection(context),
  "smcs.addEndpoint": async (context) => (await import("./commands/add-endpoint.ts")).addEndpoint(context),
  "smcs.setApiKey": async (context) => (await import("./commands/api-keys.ts")).setApiKey(context),
  "smcs.removeApiKey": async (context) => (await import("./commands/api-keys.ts")).removeApiKey(context),
  "smcs.testEndpoints": async (context) => (await import("./commands/test-endpoints.ts")).testEndpoints(context),
  "smcs.useDemoModels": async (context) => (await import("./commands/use-demo-models.ts")).useDemoModels(context),
  "smcs.bank.import": async (context) => (await import("./commands/bank-import.ts")).importIntoBank(context),
  "smcs.bank.export": async (context) => (await import("./commands/bank-export.ts")).exportBankToFile(context),
  "smcs.bank.report": async (context) => (await import("./commands/bank-report.ts")).bankReport(context),
  "smcs.bank.addQuestion": async (context) => (await import("./commands/bank-add-question.ts")).addQuestion(context),
  "smcs.bank.evaluate": async (context) => (await import("./commands/bank-evaluate.ts")).evaluateModels(context),
  "smcs.bank.pauseEvaluation": ({ evaluation }) => {
    evaluation.pause();
  },
  "smcs.bank.resumeEvaluation": ({ evaluation }) => {
    evaluation.resume();
  },
  "smcs.bank.stopEvaluation": ({ evaluation }) => evaluation.stop(),
  "smcs.bank.undo": ({ learning }) => learning.undo(),
  "smcs.copyDiagnostics": async (context) => (await import("./commands/copy-diagnostics.ts")).copyDiagnostics(context),
  "smcs.showLog": ({ log }) => {
    log.show();
  },
};

/** Registers all commands. What one throws is logged and shown in a sentence, never swallowed. */
export function registerCommands(context: CommandContext): Disposable[] {
  const registered = Object.entries(handlers).map(([id, handler]) =>
    commands.registerCommand(id, async (argument?: unknown) => {
      try {
        return await handler(context, argument);
      } catch (error) {
        context.log.error(`${id}: ${messageOf(error)}`);
        // Not awaited: whoever ran the command need not wait until the message is dismissed.
        void window.showErrorMessage(messageOf(error), "Show Log").then((choice) => {
          if (choice !== undefined) context.log.show();
        });
        return undefined;
      }
    }),
  );
  return [registerReports(), ...registered];
}
