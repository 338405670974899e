import { l10n, window } from "vscode";

/** Asks for one base URL. */
export function askForUrl(title: string, example: string): Thenable<string | undefined> {
  return window.showInputBox({
    title,
    prompt: l10n.t("Base URL of the server"),
    value: example,
    ignoreFocusOut: true,
    validateInput: (value) => (isHttpUrl(value) ? null : l10n.t("It looks like {0}.", example)),
  });
}

/** Asks for one or several base URLs; undefined when the user gave up. */
export async function askForUrls(title: string, example: string): Promise<string[] | undefined> {
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t("Base URLs of the servers, separated by commas"),
    value: example,
    ignoreFocusOut: true,
    validateInput: (value) => (parts(value).every(isHttpUrl) ? null : l10n.t("Each looks like {0}.", example)),
  });
  return typed === undefined ? undefined : [...new Set(parts(typed))];
}

function parts(typed: string): string[] {
  return typed.split(/[\s,]+/).filter((part) => part !== "");
}

function isHttpUrl(value: string): boolean {
  return /^https?:\/\/[^@?#]+$/i.test(value.trim()) && URL.canParse(value.trim());
}
