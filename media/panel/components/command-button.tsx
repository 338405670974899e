import type { JSX } from "preact";
import type { ToHost } from "../../../src/protocol/index.ts";
import { post } from "../vscode.ts";

interface CommandButtonProps {
  readonly command: Extract<ToHost, { type: "command" }>["command"];
  readonly label: string;
  /** The endpoint that the command concerns: one of the settings, or one of a run, which may no longer exist. */
  readonly endpoint?: string;
  readonly secondary?: boolean;
}

/** Shows a button that runs one of the extension's commands. */
export function CommandButton({ command, label, endpoint, secondary = false }: CommandButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={secondary ? "button secondary" : "button"}
      onClick={() => {
        post({ type: "command", command, ...(endpoint !== undefined && { endpoint }) });
      }}
    >
      {label}
    </button>
  );
}
