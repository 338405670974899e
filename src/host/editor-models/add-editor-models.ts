import { l10n } from "vscode";
import { EDITOR_KIND } from "../../core/endpoints/index.ts";
import type { CommandContext } from "../command-context.ts";
import { freeName } from "../endpoints/endpoint-name.ts";
import type { Added } from "../endpoints/tell-ready.ts";
import { endpointNames, saveEndpoint } from "../settings.ts";
import { showQuickPick } from "../messages.ts";

/**
 * Lets the user choose among VS Code's own models, and writes them into the settings. VS Code asks for consent later,
 * at the first question.
 *
 * @returns what was added; null when the user cancelled
 * @throws Error when VS Code offers none
 */
export async function addEditorModels(
  { source }: Pick<CommandContext, "source">,
  title: string,
): Promise<Added | null> {
  const offered = await source.editorModels.list();
  if (offered.length === 0)
    throw new Error(
      l10n.t(
        "VS Code offers no language model. Sign in to a chat provider, or install an extension that brings models.",
      ),
    );
  const items = offered.map(({ id, name }) => ({ label: id, description: name }));
  const picked = await showQuickPick(items, {
    title,
    placeHolder: l10n.t(
      "Which of its {0} models take part? Requests count against their vendors' quotas.",
      offered.length,
    ),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined || picked.length === 0) return null;
  const name = freeName("editor", endpointNames());
  await saveEndpoint({ name, kind: EDITOR_KIND, models: picked.map(({ label }) => label) });
  return { names: [name], models: picked.length };
}
