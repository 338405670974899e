import { l10n } from "vscode";

/** A question that would make a run inside a run. */
export class NestedRunError extends Error {
  override readonly name = "NestedRunError";
}

/**
 * Knows whether a run waits for a model of the editor. What such a model does to answer, nobody here can see: were it to
 * call the tool or a model of SMCS, runs would start runs for ever. Nothing tells such a call from one that only comes at
 * the same time, so that both are refused.
 */
export class NestedRuns {
  private waiting = 0;

  /** Does what asks a model of the editor. */
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
