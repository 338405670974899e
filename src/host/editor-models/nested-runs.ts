import { l10n } from "vscode";

/** A question would start a run inside a run. */
export class NestedRunError extends Error {
  override readonly name = "NestedRunError";
}

/**
 * Knows whether a run waits for a model of the editor. SMCS cannot see how such a model produces its answer: if the
 * model called the tool or a model of SMCS, runs would start runs forever. Such a call cannot be told from an
 * independent call at the same time, so both are refused.
 */
export class NestedRuns {
  private waiting = 0;

  /** Runs work that asks a model of the editor. */
  async within<Result>(work: () => Promise<Result>): Promise<Result> {
    this.waiting += 1;
    try {
      return await work();
    } finally {
      this.waiting -= 1;
    }
  }

  /** @throws NestedRunError while a run waits for a model of the editor */
  refuse(): void {
    if (this.waiting === 0) return;
    throw new NestedRunError(
      l10n.t(
        "SMCS cannot ask itself: a model of VS Code is still answering one of its questions. Ask again when that answer is there; if it never comes, reload the window.",
      ),
    );
  }
}
