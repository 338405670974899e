import { l10n } from "vscode";
import { plural } from "../plural.ts";
import { hasAnswered, type RunEvent } from "../../core/record/index.ts";

/** Shows the progress of a run, with a line for each stage. */
export class Progress {
  private readonly say: (message: string) => void;
  private readonly told = new Set<string>();

  constructor(say: (message: string) => void) {
    this.say = say;
  }

  tell(event: RunEvent): void {
    const message = lineFor(event);
    if (message === null || this.told.has(message)) return;
    this.told.add(message);
    this.say(message);
  }
}

function lineFor(event: RunEvent): string | null {
  switch (event.type) {
    case "run-start":
      return l10n.t("Choosing models");
    case "selection-end":
      return l10n.t("Asking {0}", event.selection.referencers.join(", "));
    case "examples-found":
      return plural(event.examples.length, "The question has {0} example", "The question has {0} examples");
    case "reference-hedged":
      return l10n.t("{0} is late and is asked a second time", event.model);
    case "reference-pause":
      return l10n.t("{0} is waiting", event.model);
    case "reference-end":
      return hasAnswered(event)
        ? l10n.t("{0} has answered", event.model)
        : l10n.t("{0} did not finish its answer", event.model);
    case "candidate-start":
      return l10n.t("Merging answers with {0}", event.aggregator);
    case "candidate-end":
      return event.status === "finished" ? l10n.t("Merged answer {0} is ready", event.draw + 1) : null;
    default:
      return null;
  }
}
