import { l10n } from "vscode";
import type { Plan } from "../core/answer/index.ts";

/** The editor's functions for a confirmation. */
export interface ConfirmationDialogs {
  /**
   * Asks in a modal dialog.
   *
   * @returns undefined when it is dismissed
   */
  readonly ask: (message: string, ...buttons: readonly string[]) => PromiseLike<string | undefined>;
  /** Shows what asking would do. Resolves to whether the user wants to ask. */
  readonly preview: (plan: Plan) => Promise<boolean>;
}

const ASK = l10n.t("Ask");
const PREVIEW = l10n.t("Show Preview");

/** Asks before questions that may cost much. A confirmed question needs no second confirmation at the same price. */
export class CostConfirmation {
  /** The highest confirmed price, by question. */
  private readonly agreed = new Map<string, number>();

  /** Resolves to whether the question may be asked. */
  async confirm(plan: Plan, { ask, preview }: ConfirmationDialogs): Promise<boolean> {
    const { confirmationText, needsConfirmation } = await import("../core/cost/index.ts");
    const { estimate, selection, subsets } = plan;
    const [, high] = estimate.knownUsd;
    if (!needsConfirmation(estimate) || high <= (this.agreed.get(selection.question) ?? 0)) return true;
    const message = confirmationText(estimate, selection.referencers.length, subsets.length);
    const choice = await ask(message, ASK, PREVIEW);
    const agreed = choice === PREVIEW ? await preview(plan) : choice === ASK;
    if (agreed) this.agreed.set(selection.question, high);
    return agreed;
  }
}
