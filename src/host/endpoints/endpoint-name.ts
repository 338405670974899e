import { l10n, window } from "vscode";
import type { Endpoint } from "../../core/settings/endpoint.ts";
import { endpointNames } from "../settings.ts";

/** Asks what an endpoint is to be called. */
export function askForName(title: string, suggestion: string): Thenable<string | undefined> {
  const taken = endpointNames();
  return window.showInputBox({
    title,
    prompt: l10n.t("A short name for it"),
    value: freeName(suggestion, taken),
    ignoreFocusOut: true,
    validateInput: (name) => {
      if (!/^[A-Za-z0-9._-]+$/.test(name)) return l10n.t("Letters, digits, dots, dashes and underscores only.");
      return taken.has(name) ? l10n.t("{0} is taken.", name) : null;
    },
  });
}

/** A name that no endpoint has: the suggestion, or that with a number. */
export function freeName(suggestion: string, taken: ReadonlySet<string>): string {
  let name = suggestion;
  for (let number = 2; taken.has(name); number++) name = `${suggestion}-${number}`;
  return name;
}

/** A name that fits a server: its host's, or its kind's on this machine. */
export function suggestedName({ kind, baseUrl }: Pick<Endpoint, "kind" | "baseUrl">): string {
  if (baseUrl === undefined) return kind;
  const { hostname } = new URL(baseUrl);
  return hostname === "localhost" || /^[\d.]+$/.test(hostname) ? kind : hostname.replace(/[^A-Za-z0-9._-]/g, "-");
}
