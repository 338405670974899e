import { commands, ConfigurationTarget, type ExtensionContext, type LogOutputChannel, window, workspace } from "vscode";
import { messageOf } from "../../core/errors.ts";
import type { Lesson } from "../../core/growth/lesson.ts";
import { replyOf, type RunRecord } from "../../core/run-record.ts";
import type { ModelSource } from "../model-source.ts";
import { readSettings } from "../settings.ts";
import type { BankSource } from "./bank-source.ts";

const UNDO_KEY = "smcs.bank.lessons";
const CAN_UNDO = "smcs.bank.canUndo";
/** How many additions can be taken back. */
const KEPT_LESSONS = 50;

/** An addition to a bank that can be taken back. */
interface Addition {
  readonly bankFolder: string;
  readonly question: string;
  readonly lesson: Lesson;
}

/** Lets the question bank grow by the user's choices (A.6): only when asked to, and with a way back. */
export class Learning {
  private readonly context: ExtensionContext;
  private readonly source: ModelSource;
  private readonly bank: BankSource;
  private readonly log: LogOutputChannel;
  /** Runs that the user was asked about already. */
  private readonly askedAbout = new Set<string>();

  constructor(context: ExtensionContext, source: ModelSource, bank: BankSource, log: LogOutputChannel) {
    this.context = context;
    this.source = source;
    this.bank = bank;
    this.log = log;
    void this.keep(this.additions);
  }

  /** What the setting says is to happen when a reply was chosen. */
  afterChoice(run: RunRecord): Promise<void> {
    return this.orTell(async () => {
      const { learnFromChoices } = readSettings();
      if (learnFromChoices === "off" || run.simulated || run.outcome !== "done") return;
      if (learnFromChoices === "on") await this.add(run);
      else await this.offer(run);
    });
  }

  /** The user wants this run in the bank. */
  teach(run: RunRecord): Promise<void> {
    return this.orTell(async () => {
      await this.add(run);
    });
  }

  /**
   * Adds the question of a run with the reply that was chosen, and says what was learned.
   *
   * @throws BankError when the bank cannot be written
   */
  async add(run: RunRecord): Promise<Lesson | null> {
    const folders = this.source.bankFolders();
    const { learn } = await import("./bank-files.ts");
    const lesson = await learn(folders, run);
    if (lesson.kind === "nothing") {
      void window.showInformationMessage(`Nothing was added to the question bank. ${lesson.reason}`);
      return null;
    }
    await this.keep([
      ...this.additions,
      { bankFolder: folders.bankFolder, question: run.question, lesson: withoutVectors(lesson) },
    ]);
    this.bank.touch();
    const models = Object.keys(lesson.capability);
    this.log.info(`added ${lesson.questionId} to the question bank: ${models.join(", ")} agreed`);
    void this.tell(models);
    return lesson;
  }

  /** Takes the last addition back. Says so when there is none. */
  async undo(): Promise<boolean> {
    const last = this.additions.at(-1);
    if (last === undefined) {
      void window.showInformationMessage("There is no addition to the question bank to undo.");
      return false;
    }
    const { unlearn } = await import("./bank-files.ts");
    const undone = await unlearn(last.bankFolder, last.lesson);
    await this.keep(this.additions.slice(0, -1));
    this.bank.touch();
    void window.showInformationMessage(
      undone
        ? `Taken out of the question bank again: ${shortened(last.question)}`
        : "There was nothing left to undo: the question is no longer in the bank, or more was learned about it since.",
    );
    return undone;
  }

  /** Whatever fails, the choice itself has been made: it is told and goes no further. */
  private async orTell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.error(`learning from a choice: ${messageOf(error)}`);
      void window.showErrorMessage(`The question was not added to the question bank. ${messageOf(error)}`);
    }
  }

  private async offer(run: RunRecord): Promise<void> {
    if (this.askedAbout.has(run.runId) || replyOf(run) === null) return;
    this.askedAbout.add(run.runId);
    const [add, always, never] = ["Add", "Always Add", "Never Ask"];
    const choice = await window.showInformationMessage(
      "Add this question to the question bank? Models whose answers agree with your choice then count as right on it.",
      add,
      always,
      never,
    );
    if (choice === always) await setLearning("on");
    if (choice === never) await setLearning("off");
    if (choice === add || choice === always) await this.add(run);
  }

  private async tell(models: readonly string[]): Promise<void> {
    const undo = "Undo";
    const choice = await window.showInformationMessage(
      `Added to the question bank. ${models.join(", ")} ${models.length === 1 ? "agrees" : "agree"} with your choice.`,
      undo,
    );
    if (choice === undo) await commands.executeCommand("smcs.bank.undo");
  }

  private get additions(): readonly Addition[] {
    return this.context.globalState.get<Addition[]>(UNDO_KEY, []);
  }

  private async keep(additions: readonly Addition[]): Promise<void> {
    await this.context.globalState.update(UNDO_KEY, additions.slice(-KEPT_LESSONS));
    await commands.executeCommand("setContext", CAN_UNDO, additions.length > 0);
  }
}

async function setLearning(value: "on" | "off"): Promise<void> {
  await workspace.getConfiguration("smcs").update("bank.learnFromChoices", value, ConfigurationTarget.Global);
}

/** Undoing needs to know what was written, not where it lies in the space; typed arrays would not survive as JSON. */
function withoutVectors(lesson: Lesson): Lesson {
  const changes = lesson.changes.map((change) =>
    change.kind === "add" ? { ...change, entry: { ...change.entry, vector: [] } } : change,
  );
  return { ...lesson, changes };
}

const shortened = (question: string): string => (question.length > 80 ? `${question.slice(0, 79)}…` : question);
