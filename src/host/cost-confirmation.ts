import { needsConfirmation } from "../core/cost/confirmation.ts";
import { confirmationText } from "../core/cost/estimate-text.ts";
import type { Plan } from "../core/plan-run.ts";

/** What a confirmation needs of the editor. */
export interface ConfirmationDialogs {
  /**
   * Asks in front of everything else.
   *
   * @returns undefined when it is dismissed
   */
  readonly ask: (message: string, ...buttons: readonly string[]) => PromiseLike<string | undefined>;
  /** Asks beside the open editors, so that they can be read meanwhile. */
  readonly askBeside: (message: string, ...buttons: readonly string[]) => PromiseLike<string | undefined>;
  readonly showPreview: (plan: Plan) => PromiseLike<void>;
}

const ASK = "Ask";
const PREVIEW = "Show Preview";

/** Asks before questions that may cost much; a question that was agreed to is not asked about again at the same price. */
export class CostConfirmation {
  private readonly dialogs: ConfirmationDialogs;
  /** The highest price that was agreed to, by question. */
  private readonly agreed = new Map<string, number>();

  constructor(dialogs: ConfirmationDialogs) {
    this.dialogs = dialogs;
  }

  /** Whether the question may be asked. */
  async confirm(plan: Plan): Promise<boolean> {
    const { estimate, selection, subsets } = plan;
    const [, high] = estimate.knownUsd;
    if (!needsConfirmation(estimate) || high <= (this.agreed.get(selection.question) ?? 0)) return true;
    const { ask, askBeside, showPreview } = this.dialogs;
    const message = confirmationText(estimate, selection.referencers.length, subsets.length);
    let choice = await ask(message, ASK, PREVIEW);
    if (choice === PREVIEW) {
      await showPreview(plan);
      choice = await askBeside(message, ASK);
    }
    if (choice === ASK) this.agreed.set(selection.question, high);
    return choice === ASK;
  }
}
