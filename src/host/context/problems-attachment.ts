import { type Diagnostic, DiagnosticSeverity, l10n, languages, type Uri, window, workspace } from "vscode";
import { type Attachment, ContextError } from "./attachment.ts";
import { type Problem, problemText } from "./problem-text.ts";
import { labelOf, readFile } from "./read-file.ts";

const SEVERITIES: Readonly<Record<DiagnosticSeverity, Problem["severity"]>> = {
  [DiagnosticSeverity.Error]: "error",
  [DiagnosticSeverity.Warning]: "warning",
  [DiagnosticSeverity.Information]: "information",
  [DiagnosticSeverity.Hint]: "hint",
};

/** What the editor finds wrong with a file, with the lines of code. */
export function problemsAttachment(uri: Uri): Attachment {
  return {
    id: `problems ${uri.toString()}`,
    kind: "problems",
    label: l10n.t("Problems in {0}", labelOf(uri)),
    read: async () => {
      const problems = languages.getDiagnostics(uri).map(problemOf);
      if (problems.length === 0)
        throw new ContextError(l10n.t("No problems are left in {0}. Remove them from the question.", labelOf(uri)));
      const lines = (await readFile(uri)).split(/\r\n|\r|\n/);
      return problemText(problems, (line) => lines[line] ?? "");
    },
    reveal: async () => {
      const document = await workspace.openTextDocument(uri);
      const first = languages.getDiagnostics(uri)[0]?.range;
      await window.showTextDocument(document, { preview: true, ...(first === undefined ? {} : { selection: first }) });
    },
  };
}

function problemOf({ severity, message, source = "", code, range }: Diagnostic): Problem {
  const value = typeof code === "object" ? code.value : code;
  return {
    severity: SEVERITIES[severity],
    message,
    source: value === undefined ? source : `${source}(${value})`,
    startLine: range.start.line,
    endLine: range.end.line,
  };
}
