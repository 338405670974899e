import { l10n } from "vscode";
import type { ReferenceRecord, RunRecord } from "../../core/record/run-record.ts";

/** How a reply or a run can stand. */
type Status = ReferenceRecord["status"] | RunRecord["outcome"];

const words: Readonly<Record<Status, string>> = {
  waiting: l10n.t("waiting"),
  streaming: l10n.t("writing"),
  running: l10n.t("running"),
  done: l10n.t("done"),
  finished: l10n.t("finished"),
  truncated: l10n.t("cut off"),
  failed: l10n.t("failed"),
  aborted: l10n.t("stopped"),
};

/** How a reply or a run stands, in a word. */
export const statusWord = (status: Status): string => words[status];
