import { type Disposable, l10n, type LogOutputChannel, window } from "vscode";
import { messageOf } from "../../core/errors.ts";
import { untilAborted } from "../../core/until-aborted.ts";
import { showInformationMessage } from "../messages.ts";
import type { BankSources } from "../model-source.ts";
import { BackgroundItem, offerRetry } from "../status-bar/background-work.ts";
import type { ServingEmbedder } from "./embedding-files.ts";

const NOTICE_MS = 8000;

/** Embeds the bank again in the background: one at a time, shown in the status bar, where it can be stopped. */
export class BankMove implements Disposable {
  private readonly log: LogOutputChannel;
  private readonly item = new BackgroundItem({
    id: "smcs.embedding",
    name: l10n.t("SMCS: Embedding the Question Bank"),
    stopCommand: "smcs.bank.stopEmbedding",
    contextKey: "smcs.bank.isEmbedding",
  });
  private running: { readonly space: string; readonly stop: AbortController; readonly done: Promise<void> } | null =
    null;
  /** Spaces that this session skips: the user stopped or declined the move, or it failed. */
  private readonly leftAlone = new Set<string>();

  constructor(log: LogOutputChannel) {
    this.log = log;
  }

  /** Returns whether a move may begin without the user's request. */
  mayBegin({ wanted }: ServingEmbedder): boolean {
    return this.running === null && !this.leftAlone.has(wanted.embedding.space);
  }

  /** Moves the bank to the wanted embedder's space. Resolves when the move has ended in any way. Never throws. */
  async run(serving: ServingEmbedder, sources: BankSources): Promise<void> {
    const { space } = serving.wanted.embedding;
    await this.stopUnless(space);
    if (this.running === null) {
      const stop = new AbortController();
      const done = this.move(serving, sources, stop.signal).finally(() => {
        this.running = null;
      });
      this.running = { space, stop, done };
    }
    await this.running.done;
  }

  /** Stops a move to another space than this one, because the settings have changed. */
  async stopUnless(space: string): Promise<void> {
    while (this.running !== null && this.running.space !== space) {
      const other = this.running;
      await this.stop();
      // The user did not decline that space.
      this.leftAlone.delete(other.space);
    }
  }

  async stop(): Promise<void> {
    this.running?.stop.abort();
    await this.running?.done;
  }

  dispose(): void {
    this.running?.stop.abort();
    this.item.dispose();
  }

  private async move(serving: ServingEmbedder, sources: BankSources, signal: AbortSignal): Promise<void> {
    const { wanted } = serving;
    this.leftAlone.add(wanted.embedding.space);
    try {
      if (!(await confirmEmbedding(serving, sources, signal))) return;
      this.show(wanted.name, 0);
      const { move } = await import("./embedding-files.ts");
      const questions = await move(
        wanted,
        sources,
        (share) => {
          this.show(wanted.name, share);
        },
        signal,
      );
      this.leftAlone.delete(wanted.embedding.space);
      if (questions === 0) return;
      if (questions === null) {
        window.setStatusBarMessage(`$(library) ${l10n.t("Another window is embedding the question bank.")}`, NOTICE_MS);
        return;
      }
      this.log.info(`embedded ${questions} questions of the bank with ${wanted.name}`);
      const said = l10n.t("The question bank is embedded with {0} now.", wanted.name);
      window.setStatusBarMessage(`$(library) ${said}`, NOTICE_MS);
    } catch (error) {
      this.log.warn(`embedding the bank: ${messageOf(error)}`);
      if (signal.aborted) return;
      const failed = l10n.t(
        "The question bank could not be embedded again. It stays in use as it is. {0}",
        messageOf(error),
      );
      void offerRetry(failed, "smcs.bank.embed");
    } finally {
      this.item.hide();
    }
  }

  private show(name: string, share: number): void {
    this.item.show({
      text: `$(sync~spin) ${l10n.t("SMCS: embedding the bank, {0}%", Math.floor(share * 100))}`,
      tooltip: l10n.t(
        "The question bank is being embedded with {0}. You can ask meanwhile. Click to stop; the next time it continues from there.",
        name,
      ),
    });
  }
}

/**
 * Asks before a server embeds the bank's questions if that may cost something; otherwise agrees at once.
 *
 * @throws the signal's reason, also while the question is open; BankError when the bank cannot be read
 */
async function confirmEmbedding(serving: ServingEmbedder, sources: BankSources, signal: AbortSignal): Promise<boolean> {
  const { costOfMove, moveCostText } = await import("./embedding-files.ts");
  const cost = await costOfMove(serving.wanted, sources.bankFolder);
  if (cost === null) return true;
  const embed = l10n.t("Embed");
  const text = l10n.t(
    "The question bank must be embedded again with {0}: {1}. Until then it is used as it is.",
    serving.wanted.name,
    moveCostText(cost),
  );
  const choice = await untilAborted(Promise.resolve(showInformationMessage(text, embed, l10n.t("Not Now"))), signal);
  return choice === embed;
}
