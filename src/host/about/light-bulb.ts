import {
  CodeAction,
  CodeActionKind,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  DiagnosticSeverity,
  l10n,
  type Range,
  Selection,
  type TextDocument,
  type Uri,
} from "vscode";

/** A kind that VS Code lists last, under "More Actions", and that "Fix All" and "Refactor" do not include. */
const ASKING = CodeActionKind.Empty.append("smcs");

/** The light bulb's entries for a selection and for problems. No entry is marked as preferred. */
export class LightBulb implements CodeActionProvider {
  static readonly metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix, ASKING] };

  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const { uri } = document;
    if (uri.scheme === "output" || uri.scheme.startsWith("smcs-")) return [];
    const faults = diagnostics.filter(isFault);
    const isSelected = range instanceof Selection && document.getText(range).trim() !== "";
    return [
      ...(faults.length === 0 ? [] : [fixing(uri, faults)]),
      ...(isSelected
        ? [
            asking(l10n.t("Explain with SMCS"), "smcs.explain"),
            asking(l10n.t("Write Tests with SMCS"), "smcs.writeTests"),
            asking(l10n.t("Review with SMCS"), "smcs.review"),
          ]
        : []),
    ];
  }
}

/**
 * Returns whether a diagnostic is a problem. Hints are none: editors fade unused code or underline what could be
 * shorter.
 */
export function isFault({ severity }: Diagnostic): boolean {
  return severity !== DiagnosticSeverity.Hint;
}

function fixing(uri: Uri, faults: Diagnostic[]): CodeAction {
  const title = l10n.t("Fix with SMCS");
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = faults;
  action.command = { title, command: "smcs.fixProblems", arguments: [uri, faults] };
  return action;
}

function asking(title: string, command: string): CodeAction {
  const action = new CodeAction(title, ASKING);
  action.command = { title, command };
  return action;
}
