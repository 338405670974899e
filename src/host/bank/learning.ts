import {
  commands,
  ConfigurationTarget,
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
  Uri,
  window,
  workspace,
} from "vscode";
import { plainLine } from "../../core/question-bank/plain-line.ts";
import { messageOf } from "../../core/errors.ts";
import type { Lesson } from "../../core/growth/lesson.ts";
import { replyOf, type RunRecord } from "../../core/run-record.ts";
import type { ModelSource } from "../model-source.ts";
import { readSettings } from "../settings.ts";
import { type Addition, additionOf, Additions } from "./additions.ts";
import type { BankSource } from "./bank-source.ts";
import { withoutLinks } from "./without-links.ts";

const CAN_UNDO = "smcs.bank.canUndo";
/** How much of a question a message shows, in characters. */
const SHOWN = 80;
const NOT_ADDED = l10n.t("The question was not added to the question bank.");

/** Lets the question bank grow by the user's choices (A.6): only when asked to, and with a way back. */
export class Learning {
  private readonly additions: Additions;
  private readonly distFolder: string;
  private readonly source: ModelSource;
  private readonly bank: BankSource;
  private readonly log: LogOutputChannel;
  /** Runs that the user was asked about: as last chosen while the question stands, null once it is answered. */
  private readonly askedAbout = new Map<string, RunRecord | null>();

  constructor(context: ExtensionContext, source: ModelSource, bank: BankSource, log: LogOutputChannel) {
    this.additions = new Additions(context.globalState);
    this.distFolder = Uri.joinPath(context.extensionUri, "dist").fsPath;
    this.source = source;
    this.bank = bank;
    this.log = log;
    void this.showUndo();
  }

  /** What the setting says is to happen when a reply was chosen. */
  afterChoice(run: RunRecord): Promise<void> {
    return this.orTell(NOT_ADDED, async () => {
      const { learnFromChoices } = readSettings();
      if (learnFromChoices === "off" || run.simulated || run.outcome !== "done") return;
      if (learnFromChoices === "on") await this.add(run);
      else await this.offer(run);
    });
  }

  /** The user wants this run in the bank. */
  teach(run: RunRecord): Promise<void> {
    return this.orTell(NOT_ADDED, async () => {
      await this.add(run);
    });
  }

  /**
   * Adds the question of a run with the reply that was chosen, and says what was learned.
   *
   * @throws BankError when the bank cannot be written
   */
  async add(run: RunRecord): Promise<Lesson | null> {
    const sources = this.source.bankSources();
    const { bankFolder } = sources;
    const { learn, unlearn } = await import("./bank-files.ts");
    // Who chooses another reply takes back what the first one taught.
    for (const earlier of this.additions.of(run, bankFolder)) {
      await unlearn(bankFolder, earlier.lesson);
      await this.additions.forget(earlier);
      this.bank.touch();
    }
    const lesson = await learn(sources, run, this.distFolder);
    if (lesson.kind === "nothing") {
      await this.showUndo();
      void window.showInformationMessage(
        withoutLinks(l10n.t("Nothing was added to the question bank. {0}", lesson.reason)),
      );
      return null;
    }
    const addition = additionOf(bankFolder, run, lesson);
    await this.additions.add(addition);
    await this.showUndo();
    this.bank.touch();
    const models = Object.keys(lesson.capability);
    this.log.info(`added ${lesson.questionId} to the question bank: ${models.join(", ")} agreed`);
    void this.tell(models, addition);
    return lesson;
  }

  /**
   * Takes an addition back, and says so when there is none.
   *
   * @param addition the last one unless said otherwise
   * @throws BankError when the bank cannot be read or written
   */
  async undo(addition = this.additions.all.at(-1)): Promise<boolean> {
    if (addition === undefined) {
      void window.showInformationMessage(l10n.t("There is no addition to the question bank to undo."));
      return false;
    }
    const { unlearn } = await import("./bank-files.ts");
    const undone = await unlearn(addition.bankFolder, addition.lesson);
    await this.additions.forget(addition);
    await this.showUndo();
    this.bank.touch();
    void window.showInformationMessage(
      undone
        ? withoutLinks(l10n.t("Taken out of the question bank again: {0}", plainLine(addition.question, SHOWN)))
        : l10n.t(
            "There was nothing left to undo: the question is no longer in the bank, or more was learned about it since.",
          ),
    );
    return undone;
  }

  /** Whatever fails, the choice itself has been made: it is told and goes no further. */
  private async orTell(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.error(`learning from a choice: ${messageOf(error)}`);
      void window.showErrorMessage(withoutLinks(`${what} ${messageOf(error)}`));
    }
  }

  private async offer(run: RunRecord): Promise<void> {
    if (replyOf(run) === null) return;
    const asked = this.askedAbout.get(run.runId);
    if (asked !== null) this.askedAbout.set(run.runId, run);
    if (asked !== undefined) return;
    const [add, always, never] = [l10n.t("Add"), l10n.t("Always Add"), l10n.t("Never Ask")];
    const choice = await window.showInformationMessage(
      l10n.t(
        "Add this question to the question bank? Models whose answers agree with your choice then count as right on it.",
      ),
      add,
      always,
      never,
    );
    const latest = this.askedAbout.get(run.runId) ?? run;
    this.askedAbout.set(run.runId, null);
    if (choice === always) await setLearning("on");
    if (choice === never) await setLearning("off");
    if (choice === add || choice === always) await this.add(latest);
  }

  private async tell(models: readonly string[], addition: Addition): Promise<void> {
    const undo = l10n.t("Undo");
    const names = models.join(", ");
    const said =
      models.length === 1
        ? l10n.t("Added to the question bank. {0} agrees with your choice.", names)
        : l10n.t("Added to the question bank. {0} agree with your choice.", names);
    const choice = await window.showInformationMessage(withoutLinks(said), undo);
    if (choice === undo)
      await this.orTell(l10n.t("The question is still in the question bank."), () => this.undo(addition));
  }

  /** Tells menus whether there is something to undo. */
  private async showUndo(): Promise<void> {
    await commands.executeCommand("setContext", CAN_UNDO, this.additions.all.length > 0);
  }
}

async function setLearning(value: "on" | "off"): Promise<void> {
  await workspace.getConfiguration("smcs").update("bank.learnFromChoices", value, ConfigurationTarget.Global);
}
