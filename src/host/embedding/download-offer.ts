import { l10n, type Memento, window } from "vscode";

const KEY = "smcs.embedding.offer";
const WEEK_MS = 7 * 24 * 3600 * 1000;

/** What the user answered, by model. */
type Answers = Readonly<Record<string, { readonly never: boolean; readonly at: number }>>;

/** Asks once whether an embedding model may be downloaded, and again after a week where it is still not there. */
export class DownloadOffer {
  private readonly memory: Memento;
  private asking = false;

  constructor(memory: Memento) {
    this.memory = memory;
  }

  /**
   * Whether the user wants the model now; false without asking where that was answered before.
   *
   * @param hub host that the model comes from
   */
  async accepted(model: string, hub: string): Promise<boolean> {
    const answer = this.memory.get<Answers>(KEY, {})[model];
    if (this.asking || answer?.never === true || Date.now() - (answer?.at ?? 0) < WEEK_MS) return false;
    this.asking = true;
    const [download, later, never] = [l10n.t("Download"), l10n.t("Not Now"), l10n.t("Never")];
    const choice = await window.showInformationMessage(
      l10n.t(
        "SMCS chooses models by similar questions. The embedding model {0} finds them by meaning; it is downloaded once from {1} (about 23 MB for the default one) and runs on this machine. Until then the built-in embedder does it.",
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

  /** Who removes a model is not asked whether to download it. */
  async refuse(model: string): Promise<void> {
    await this.remember(model, true);
  }

  private async remember(model: string, never: boolean): Promise<void> {
    const answers = { ...this.memory.get<Answers>(KEY, {}), [model]: { never, at: Date.now() } };
    await this.memory.update(KEY, answers);
  }
}
