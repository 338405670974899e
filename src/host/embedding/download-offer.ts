import { l10n, type Memento } from "vscode";
import { showInformationMessage } from "../messages.ts";

const KEY = "smcs.embedding.offer";
const QUESTIONS_KEY = "smcs.embedding.questions";
/** Number of questions after which a better choice of models matters to the user. */
const ENOUGH_QUESTIONS = 5;
const WEEK_MS = 7 * 24 * 3600 * 1000;

/** The user's answers, by model. */
type Answers = Readonly<Record<string, { readonly never: boolean; readonly at: number }>>;

/**
 * Asks whether to download an embedding model: after several questions, once, and again after a week if the model is
 * still missing.
 */
export class DownloadOffer {
  private readonly memory: Memento;
  private asking = false;

  constructor(memory: Memento) {
    this.memory = memory;
  }

  /** Notes a question that was answered by the user's models, chosen by the bank's outcomes. */
  async noteQuestion(): Promise<void> {
    const before = this.memory.get<number>(QUESTIONS_KEY, 0);
    if (before < ENOUGH_QUESTIONS) await this.memory.update(QUESTIONS_KEY, before + 1);
  }

  /**
   * Returns whether the user wants the model now. Returns false without asking if the user has chosen Never, has
   * answered within the last week, or has asked too few questions.
   *
   * @param hub the host of the model
   */
  async accepted(model: string, hub: string): Promise<boolean> {
    const answer = this.memory.get<Answers>(KEY, {})[model];
    if (this.memory.get<number>(QUESTIONS_KEY, 0) < ENOUGH_QUESTIONS) return false;
    if (this.asking || answer?.never === true || Date.now() - (answer?.at ?? 0) < WEEK_MS) return false;
    this.asking = true;
    const [download, later, never] = [l10n.t("Download"), l10n.t("Not Now"), l10n.t("Never")];
    const choice = await showInformationMessage(
      l10n.t(
        "SMCS chooses the models that did well on similar questions: with the embedding model {0} it finds those by meaning, not by words, and chooses better. The model is downloaded once from {1} (about 23 MB for the default one) and runs on this machine.",
        model,
        hub,
      ),
      download,
      later,
      never,
    );
    this.asking = false;
    await this.remember(model, choice === never);
    return choice === download;
  }

  /** Prevents offers of a model that the user has removed. */
  async refuse(model: string): Promise<void> {
    await this.remember(model, true);
  }

  private async remember(model: string, never: boolean): Promise<void> {
    const answers = { ...this.memory.get<Answers>(KEY, {}), [model]: { never, at: Date.now() } };
    await this.memory.update(KEY, answers);
  }
}
