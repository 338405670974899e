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

/** Maximum number of attached problems. */
const MOST_PROBLEMS = 50;

/** Returns the attachment of a file's present problems, with the lines of code. */
export function foundProblems(uri: Uri, found: readonly Diagnostic[]): Attachment {
  const problems = found.slice(0, MOST_PROBLEMS).map(problemOf);
  const [first] = problems;
  const place = `${labelOf(uri)}:${(first?.startLine ?? 0) + 1}`;
  return {
    id: `problems ${place} ${problems.map(({ message }) => message).join(" ")}`,
    kind: "problems",
    label: problems.length === 1 ? l10n.t("Problem in {0}", place) : l10n.t("Problems in {0}", labelOf(uri)),
    read: () => withLines(uri, problems),
  };
}

/** Returns the problems that the editor found in a file, with the lines of code. */
export function problemsAttachment(uri: Uri): Attachment {
  return {
    id: `problems ${uri.toString()}`,
    kind: "problems",
    label: l10n.t("Problems in {0}", labelOf(uri)),
    read: async () => {
      const problems = languages.getDiagnostics(uri).map(problemOf);
      if (problems.length === 0)
        throw new ContextError(l10n.t("No problems are left in {0}. Remove them from the question.", labelOf(uri)));
      return withLines(uri, problems);
    },
    reveal: async () => {
      const document = await workspace.openTextDocument(uri);
      const first = languages.getDiagnostics(uri)[0]?.range;
      await window.showTextDocument(document, { preview: true, ...(first === undefined ? {} : { selection: first }) });
    },
  };
}

async function withLines(uri: Uri, problems: readonly Problem[]): Promise<string> {
  const lines = (await readFile(uri)).split(/\r\n|\r|\n/);
  return problemText(problems, (line) => lines[line] ?? "");
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
