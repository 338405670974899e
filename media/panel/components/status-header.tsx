import type { JSX } from "preact";
import type { PoolStatus, ToHost } from "../../../src/protocol/index.ts";
import { wayLabel } from "../record/way-label.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { CommandButton } from "./command-button.tsx";
import { Icon, type IconName } from "./icons.tsx";

/**
 * Shows the panel's first line: the answering models and the way, each with its choice, a new chat and earlier chats.
 * Errors in the settings are shown below it.
 */
export function StatusHeader({ status }: { readonly status: PoolStatus }): JSX.Element {
  const { mode, description, summary, problem } = status;
  return (
    <header class="status-header">
      <h1 class="visually-hidden">{strings.title}</h1>
      <div class="status-line">
        <HeaderButton
          command="smcs.showActions"
          icon="unfold"
          label={mode === "demo" ? strings.demo : (summary ?? description)}
          hint={summary === undefined ? strings.whoAnswersHint : `${description}. ${strings.whoAnswersHint}`}
        />
        <HeaderButton command="smcs.chooseWay" icon="unfold" label={wayLabel(status)} hint={strings.wayHint} />
        <span class="grow" />
        <HeaderButton command="smcs.newChat" icon="add" label={strings.newChat} />
        <HeaderButton command="smcs.history" icon="history" label={strings.history} />
      </div>
      {problem !== null && (
        <div class="problem">
          <Icon name="warning" />
          <span class="grow">{problem}</span>
          <CommandButton command="smcs.openSettings" label={strings.openSettings} secondary />
        </div>
      )}
    </header>
  );
}

interface HeaderButtonProps {
  readonly command: Extract<ToHost, { type: "command" }>["command"];
  readonly icon: IconName;
  readonly label: string;
  /** What a click does, for a label that is a state and stands beside the icon. */
  readonly hint?: string;
}

function HeaderButton({ command, icon, label, hint }: HeaderButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={hint === undefined ? "icon-button" : "quiet-button header-button"}
      aria-label={label}
      title={hint === undefined ? label : `${label}. ${hint}`}
      onClick={() => {
        post({ type: "command", command });
      }}
    >
      {hint !== undefined && <span class="header-words">{label}</span>}
      <Icon name={icon} />
    </button>
  );
}
