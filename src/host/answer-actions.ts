import { Disposable, EventEmitter } from "vscode";
import type { RunRecord } from "../core/record/index.ts";
import type { ToHost } from "../protocol/index.ts";
import type { ChatSession } from "./chat-session.ts";
import { CodeActions } from "./code/code-actions.ts";

/** The panel's messages about an answer. */
type AnswerMessage = Extract<
  ToHost,
  { type: "use-reference" | "choose" | "rate" | "answer-markdown" | "teach" | "code" | "compare-code" }
>;

/** A run before and after some of its references were repeated. */
interface Retried {
  readonly before: RunRecord;
  readonly after: RunRecord;
}

/** Handles what users do with answers: choose one, rate it, teach it to the bank, copy it, put its code into files. */
export class AnswerActions implements Disposable {
  readonly code = new CodeActions();
  private readonly chose = new EventEmitter<RunRecord>();
  private readonly rated = new EventEmitter<RunRecord>();
  private readonly taught = new EventEmitter<RunRecord>();
  private readonly retried = new EventEmitter<Retried>();
  private readonly session: () => Promise<ChatSession>;

  /** Fires with a run when the user has chosen a candidate as its reply. */
  readonly onDidChoose = this.chose.event;
  /** Fires with a run when the user has rated its answer or removed the rating. */
  readonly onDidRate = this.rated.event;
  /** Fires with a run when the user adds it to the question bank. */
  readonly onDidTeach = this.taught.event;
  /** Fires when some of a run's references were repeated. */
  readonly onDidRetry = this.retried.event;

  /** @param session resolves with the session of the shown chat */
  constructor(session: () => Promise<ChatSession>) {
    this.session = session;
  }

  /** Announces that some of a run's references were repeated. */
  tellRetried(retried: Retried): void {
    this.retried.fire(retried);
  }

  /** Handles a message of the panel; does nothing when the run is gone. @throws Error when it fails */
  async handle(message: AnswerMessage): Promise<void> {
    if (message.type === "code") return this.code.run(message.action, message);
    const session = await this.session();
    const run = session.runs.find(({ runId }) => runId === message.runId);
    if (run === undefined) return;
    switch (message.type) {
      case "use-reference": {
        const { type: _, runId, ...place } = message;
        session.useReference(runId, place);
        return;
      }
      case "choose":
        tell(this.chose, session.choose(message.runId, message.draw));
        return;
      case "rate":
        tell(this.rated, session.rate(message.runId, message.of, message.rating));
        return;
      case "teach":
        this.taught.fire(run);
        return;
      case "compare-code":
        return this.code.compare(run, message.draws);
      case "answer-markdown": {
        const { useAnswerMarkdown } = await import("./history/answer-markdown.ts");
        return useAnswerMarkdown(run, message.use);
      }
    }
  }

  dispose(): void {
    Disposable.from(this.code, this.chose, this.rated, this.taught, this.retried).dispose();
  }
}

function tell(listeners: EventEmitter<RunRecord>, run: RunRecord | undefined): void {
  if (run !== undefined) listeners.fire(run);
}
