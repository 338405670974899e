import { type Disposable, type Event, MarkdownString, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { BankSource } from "../bank/bank-source.ts";
import type { Evaluation } from "../bank/evaluation.ts";
import type { Embedding } from "../embedding/embedding.ts";
import type { ModelSource } from "../model-source.ts";
import { trySettings } from "../settings.ts";
import { tellWalkthrough } from "../walkthrough.ts";
import type { RunActivity } from "./run-activity.ts";
import { endpointFacts, type EvaluationFacts, type StatusFacts } from "./status-facts.ts";
import { statusTexts } from "./status-texts.ts";

/** The parts of the extension that the status bar watches. */
export interface Watched {
  readonly source: ModelSource;
  readonly embedding: Embedding;
  readonly evaluation: Evaluation;
  readonly bank: BankSource;
  readonly activity: RunActivity;
}

/** The item in the status bar: the answering models and the running work. A click offers the available actions. */
export class StatusBar implements Disposable {
  private readonly watched: Watched;
  private readonly item = window.createStatusBarItem("smcs.status", StatusBarAlignment.Right, 100);
  private readonly listening: readonly Disposable[];
  private questions: number | null = null;
  private counts = 0;
  private told: string | null = null;

  constructor(watched: Watched) {
    this.watched = watched;
    const { source, embedding, evaluation, bank, activity } = watched;
    const draw = (): void => {
      this.draw();
    };
    const count = (): void => {
      draw();
      // The tooltip works without the number.
      this.countQuestions().catch(() => undefined);
    };
    const follow = (event: Event<unknown>, listener: () => void): Disposable => event(listener);
    this.listening = [
      follow(source.onDidChange, draw),
      follow(embedding.onDidChange, count),
      follow(evaluation.onDidChange, draw),
      follow(bank.onDidChange, () => {
        // An unused bank is not read for a tooltip.
        if (this.questions === null) draw();
        else count();
      }),
      follow(activity.onDidChange, draw),
    ];
    this.item.name = "SMCS";
    this.item.command = "smcs.showActions";
    this.draw();
    this.item.show();
  }

  dispose(): void {
    for (const listener of this.listening) listener.dispose();
    this.item.dispose();
  }

  private draw(): void {
    const facts = this.facts();
    const { text, label, tooltip, isWarning } = statusTexts(facts);
    this.item.text = text;
    // Names and problems come from settings: they are shown as plain text, never as markup.
    this.item.tooltip = new MarkdownString().appendText(tooltip.join("\n"));
    this.item.accessibilityInformation = { label, role: "button" };
    if (facts.pool.mode !== this.told) tellWalkthrough("smcs.models", facts.pool.mode);
    this.told = facts.pool.mode;
    this.item.backgroundColor = isWarning ? new ThemeColor("statusBarItem.warningBackground") : undefined;
  }

  private facts(): StatusFacts {
    const { source, embedding, evaluation, activity } = this.watched;
    const { settings } = trySettings();
    return {
      pool: source.status(),
      endpoints: settings === null ? [] : endpointFacts([...settings.endpoints, ...settings.editorEndpoints]),
      embedder: embedding.status?.name ?? null,
      questions: this.questions,
      isAnswering: activity.isAnswering,
      evaluation: evaluation.isRunning ? evaluationFacts(evaluation) : null,
    };
  }

  private async countQuestions(): Promise<void> {
    const count = ++this.counts;
    const { bankSize } = await import("./bank-size.ts");
    const { settings } = trySettings();
    // The settings do not say where the bank is, so the last count stays.
    if (settings === null) return;
    const folder = async (): Promise<string> => Promise.resolve(this.watched.source.bankFolders(settings).bankFolder);
    const questions = await folder()
      .then(bankSize)
      .catch(() => null);
    if (count !== this.counts) return;
    this.questions = questions;
    this.draw();
  }
}

function evaluationFacts({ isPaused, progress }: Evaluation): EvaluationFacts {
  if (progress === null || progress.total === 0) return { isPaused, share: null };
  return { isPaused, share: (progress.total - progress.missing) / progress.total };
}
