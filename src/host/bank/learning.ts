import {
  commands,
  ConfigurationTarget,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
  workspace,
} from "vscode";
import { plainLine } from "../../core/plain-line.ts";
import { messageOf } from "../../core/errors.ts";
import type { Lesson } from "../../core/growth/index.ts";
import { ratingOf, replyOf, type RunRecord } from "../../core/record/index.ts";
import type { ModelSource } from "../model-source.ts";
import { readSettings, trySettings } from "../settings.ts";
import { showErrorMessage, showInformationMessage } from "../messages.ts";
import { type Addition, additionOf, Additions } from "./additions.ts";
import type { BankSource } from "./bank-source.ts";
import { learnedText } from "./learned-text.ts";

const CAN_UNDO = "smcs.bank.canUndo";
/** Maximum length of a question in a message, in characters. */
const SHOWN = 80;
const STILL_THERE = l10n.t("The question is still in the question bank.");
const NOT_ADDED = l10n.t("The question was not added to the question bank.");

/** What the question bank has learned from a run. */
interface Learned {
  readonly runId: string;
  /** Sentences on what it has learned; null for nothing. */
  readonly text: string | null;
}

/** Lets the question bank grow by the user's choices (A.6): only when asked to, and with a way back. */
export class Learning implements Disposable {
  private readonly additions: Additions;
  private readonly source: ModelSource;
  private readonly bank: BankSource;
  private readonly log: LogOutputChannel;
  /** Runs that the user was asked about: the last choice while the question is open, null once it is answered. */
  private readonly askedAbout = new Map<string, RunRecord | null>();
  /** The replies that were learned from in this window, by run. */
  private readonly learnedReplies = new Map<string, string | null>();
  /**
   * Resolves when no change of the bank is running. Changes run one after the other: of two quick ratings the later
   * counts.
   */
  private last: Promise<unknown> = Promise.resolve();
  private readonly changed = new EventEmitter<Learned>();

  /** Fires when a run has taught something or its lesson was undone. */
  readonly onDidChange = this.changed.event;

  constructor(context: ExtensionContext, source: ModelSource, bank: BankSource, log: LogOutputChannel) {
    this.additions = new Additions(context.globalState);
    this.source = source;
    this.bank = bank;
    this.log = log;
    void this.showUndo();
  }

  /**
   * Handles a chosen reply as the setting says. If the run has taught already, the bank learns from the present reply
   * in any case: otherwise the lesson of the former reply would stay.
   */
  afterChoice(run: RunRecord): Promise<void> {
    return this.orTell(NOT_ADDED, async () => {
      const { learnFromChoices } = readSettings();
      if (run.simulated || run.outcome !== "done" || ratingOf(run) === "bad") return;
      const { bankFolder } = this.source.bankSources();
      const hasTaught = (): boolean => this.additions.of(run, bankFolder).length > 0;
      if (learnFromChoices === "on" || hasTaught()) {
        await this.inTurn(async () => {
          const isLearned = hasTaught() && this.learnedReplies.get(run.runId) === replyOf(run);
          if (!isLearned) await this.addNow(run);
        });
      } else if (learnFromChoices === "ask") await this.offer(run);
    });
  }

  /**
   * Handles a rating. A good answer teaches the same as a chosen one. A bad answer teaches nothing about models, and
   * the run's lesson is undone. The lesson is also undone when a rating is removed and no answer was chosen.
   */
  async afterRating(run: RunRecord): Promise<void> {
    const rating = ratingOf(run);
    if (rating === "good") return this.afterChoice(run);
    if ((this.askedAbout.get(run.runId) ?? null) !== null) this.askedAbout.set(run.runId, run);
    if (rating === null && run.choice !== null) return undefined;
    return this.orTell(STILL_THERE, async () => {
      for (const earlier of await this.inTurn(() => this.takeBack(run, this.source.bankSources().bankFolder)))
        tellTakenOut(earlier);
    });
  }

  /**
   * Handles repeated references of a run. The run's lesson is learned again with the new replies; it is undone when
   * another answer is in use that the user has not chosen.
   *
   * @param before the run as it had taught
   */
  afterRetry(before: RunRecord, run: RunRecord): Promise<void> {
    return this.orTell(STILL_THERE, async () => {
      const { bankFolder } = this.source.bankSources();
      if (this.additions.of(run, bankFolder).length === 0) return;
      if (run.outcome === "done" && replyOf(run) === replyOf(before)) await this.add(run);
      else for (const earlier of await this.inTurn(() => this.takeBack(run, bankFolder))) tellTakenOut(earlier);
    });
  }

  /** Returns what the question bank of the settings has learned from some runs, as far as it can be undone. */
  from(runs: readonly Pick<RunRecord, "runId">[]): (Learned & { readonly text: string })[] {
    const { settings } = trySettings();
    if (settings === null) return [];
    const { bankFolder } = this.source.bankFolders(settings);
    const { all } = this.additions;
    return runs.flatMap(({ runId }) => {
      const addition = all.findLast((one) => one.runId === runId && one.bankFolder === bankFolder);
      return addition === undefined ? [] : [{ runId, text: learnedText(addition.lesson) }];
    });
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Adds this run to the bank at the user's request. */
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
  add(run: RunRecord): Promise<Lesson | null> {
    return this.inTurn(() => this.addNow(run));
  }

  private async addNow(run: RunRecord): Promise<Lesson | null> {
    const sources = this.source.bankSources();
    const { bankFolder } = sources;
    // Choosing another reply undoes the lesson of the first one.
    await this.takeBack(run, bankFolder);
    const { learn } = await import("./bank-files.ts");
    const lesson = await learn(sources, run, this.source.checkingFolders);
    if (lesson.kind === "nothing") {
      void showInformationMessage(l10n.t("Nothing was added to the question bank. {0}", lesson.reason));
      return null;
    }
    const addition = additionOf(bankFolder, run, lesson);
    await this.additions.add(addition);
    this.learnedReplies.set(run.runId, replyOf(run));
    await this.showUndo();
    this.bank.touch();
    const values = Object.entries(lesson.capability).map(([model, { value }]) => `${model} ${value}`);
    this.log.info(`added ${lesson.questionId} to the question bank: ${values.join(", ")}`);
    const text = learnedText(lesson);
    this.changed.fire({ runId: run.runId, text });
    void this.tell(text, addition);
    return lesson;
  }

  /**
   * Undoes an addition, and says so when there is none.
   *
   * @param addition the last one unless said otherwise
   * @throws BankError when the bank cannot be read or written
   */
  async undo(addition = this.additions.all.at(-1)): Promise<boolean> {
    if (addition === undefined) {
      void showInformationMessage(l10n.t("Nothing was added to the question bank that could be undone."));
      return false;
    }
    const undone = await this.inTurn(() => this.unlearn(addition));
    if (undone) tellTakenOut(addition);
    else
      void showInformationMessage(
        l10n.t(
          "Nothing was undone: the question is no longer in the question bank, or more was learned about it since.",
        ),
      );
    return undone;
  }

  /** Undoes everything that a run has taught. Returns what was still there. */
  private async takeBack(run: RunRecord, bankFolder: string): Promise<Addition[]> {
    const undone: Addition[] = [];
    for (const earlier of this.additions.of(run, bankFolder)) if (await this.unlearn(earlier)) undone.push(earlier);
    return undone;
  }

  private async unlearn(addition: Addition): Promise<boolean> {
    const { unlearn } = await import("./bank-files.ts");
    const undone = await unlearn(addition.bankFolder, addition.lesson);
    await this.additions.forget(addition);
    this.changed.fire({ runId: addition.runId, text: null });
    await this.showUndo();
    this.bank.touch();
    return undone;
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work, work);
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Does the work and reports a failure instead of throwing it, because the choice itself has been made. */
  private async orTell(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.error(`learning from a choice: ${messageOf(error)}`);
      void showErrorMessage(`${what} ${messageOf(error)}`);
    }
  }

  private async offer(run: RunRecord): Promise<void> {
    if (replyOf(run) === null) return;
    const asked = this.askedAbout.get(run.runId);
    if (asked !== null) this.askedAbout.set(run.runId, run);
    if (asked !== undefined) return;
    const [add, always, never] = [l10n.t("Add"), l10n.t("Always Add"), l10n.t("Never Ask")];
    const choice = await showInformationMessage(
      l10n.t(
        "Add this question to the question bank? Models whose answers agree with your choice then count as right on it, and those that differ as wrong.",
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

  private async tell(text: string, addition: Addition): Promise<void> {
    const undo = l10n.t("Undo");
    const choice = await showInformationMessage(text, undo);
    if (choice === undo) await this.orTell(STILL_THERE, () => this.undo(addition));
  }

  /** Tells menus whether there is something to undo. */
  private async showUndo(): Promise<void> {
    await commands.executeCommand("setContext", CAN_UNDO, this.additions.all.length > 0);
  }
}

function tellTakenOut({ question }: Addition): void {
  void showInformationMessage(l10n.t("Removed from the question bank again: {0}", plainLine(question, SHOWN)));
}

async function setLearning(value: "on" | "off"): Promise<void> {
  await workspace.getConfiguration("smcs").update("bank.learnFromChoices", value, ConfigurationTarget.Global);
}
