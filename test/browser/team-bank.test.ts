import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright";
import { createBank } from "../../src/bank/store/index.ts";
import { builtInEmbedder } from "../../src/embedding/built-in/index.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";
import { expect } from "../support/expect.ts";
import { endpointOf, type ModelsServer, modelsServer } from "../support/http/models-server.ts";
import { noPostgres } from "../support/postgres/postgres.ts";
import { type Machine, startTeam, type Team } from "../support/team/machines.ts";
import { PanelSteps } from "../support/vscode/panel-steps.ts";
import { useWindow } from "../support/vscode/use-window.ts";

const ALL = starterQuestions.slice(0, 20);

/** A user's window on a bank that a team shares. */
describe("a team bank in the editor", { skip: noPostgres ?? false }, () => {
  let models: ModelsServer;
  let team: Team;
  let colleague: Machine;
  let address: string;

  before(async () => {
    models = await modelsServer(["alpha", "beta"], () => "Call `dict(pairs)`.");
    team = await startTeam();
    const access = await team.bank();
    address = `postgresql://owner@127.0.0.1:${team.server.port}/${access.address.database}`;
    colleague = team.machine(access);
    const embedder = builtInEmbedder();
    const texts = ALL.map(({ question }) => question);
    const vectors = await embedder.embed(texts, "document");
    const entries = ALL.map((question, at) => ({ question, vector: vectors[at]?.vector ?? [] }));
    await createBank(colleague.bank, { space: embedder.space, entries });
    await colleague.sync();
  });

  const vscode = useWindow(() => ({
    settings: {
      "smcs.endpoints": [endpointOf(models, ["alpha", "beta"])],
      "smcs.bank.location": address,
      "smcs.earlyStop": false,
    },
  }));
  const panel = new PanelSteps(vscode);

  after(async () => {
    await Promise.all([models.close(), team.close()]);
  });

  const line = (text: string | RegExp): Locator =>
    vscode.page.locator(".part.auxiliarybar .monaco-list-row").filter({ hasText: text }).first();

  it("says that it needs a password, and follows the team's bank with it", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: Focus on Question Bank View");
    await expect(line("Team bank")).toContainText("cannot be used");
    await workbench.screenshot("team-1-no-password");
    await workbench.answerNotification("wants a password", "Set Password");
    await workbench.answerQuickInput("stored encrypted", team.server.password);
    await expect(line("Team bank")).toContainText("revision 1");
    await line("Sources").click();
    await expect(line("20 questions")).toBeVisible();
    await workbench.screenshot("team-2-revision");
  });

  it("goes on without the database, and what is learned reaches the team later", async () => {
    const { workbench, page } = vscode;
    await team.server.kill();
    await expect(line("Team bank")).toContainText("away since");
    await panel.show();
    await panel.ask("How do I turn pairs into a dictionary?");
    await workbench.runCommand("SMCS: Add Last Question to Question Bank");
    await workbench.runCommand("SMCS: Focus on Question Bank View");
    await expect(page.locator(".part.auxiliarybar")).toContainText("21 questions");
    await workbench.screenshot("team-3-away");
    await team.server.start();
    await expect
      .poll(async () => {
        await colleague.sync();
        return (await colleague.entries()).size;
      })
      .toBe(21);
    await expect(line("Team bank")).toContainText("revision 2");
  });
});
