import { l10n } from "vscode";
import { EditorModelError } from "../../editor-models/index.ts";
import { messageOf } from "../../core/errors.ts";

/** Words of vendors whose error has no code of its own. */
const QUOTA = /quota|rate.?limit|too many requests|premium requests/i;

/** What it means that a model of the editor refused, and what to do about it. */
export function explainRefusal(error: unknown): EditorModelError {
  const said = saidBy(error);
  const explain = (kind: EditorModelError["kind"], message: string): EditorModelError =>
    new EditorModelError(kind, said === "" ? message : `${message} (${said})`, { cause: error });
  switch (codeOf(error)) {
    case "NoPermissions":
      return explain(
        "unauthorized",
        l10n.t("SMCS may not use this model of VS Code. Ask again, and allow it when VS Code asks."),
      );
    case "NotFound":
      return explain(
        "not-found",
        l10n.t("VS Code does not have this model any more. Choose another one in smcs.endpoints."),
      );
    case "Blocked":
      return explain("payment", QUOTA_USED());
    default:
      if (QUOTA.test(said)) return explain("rate-limited", QUOTA_USED());
      return new EditorModelError("server", said === "" ? l10n.t("VS Code's model failed. Ask again.") : said, {
        cause: error,
      });
  }
}

const QUOTA_USED = (): string =>
  l10n.t(
    "VS Code does not let this model answer now: its quota may be used up. Ask later, or name other models in smcs.endpoints.",
  );

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/** The vendor's own words: an unspecified error keeps them in its cause. */
function saidBy(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return (cause instanceof Error ? cause.message : messageOf(error)).trim().slice(0, 300);
}
