import type { JSX } from "preact";
import type { PoolStatus, ToHost } from "../../../src/protocol/messages.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { CommandButton } from "./command-button.tsx";
import { Icon, type IconName } from "./icons.tsx";

/** Who answers and in which way, both to be changed there; a new chat, and earlier ones. One line, and what is wrong with the settings. */
export function StatusHeader({ status }: { readonly status: PoolStatus }): JSX.Element {
  const { mode, description, system = "smcs", problem } = status;
  return (
    <header class="status-header">
      <h1 class="visually-hidden">{strings.title}</h1>
      <div class="status-line">
        <HeaderButton command="smcs.showActions" title={strings.whoAnswersHint}>
          {mode === "demo" ? strings.demo : description}
        </HeaderButton>
        <HeaderButton command="smcs.chooseSystem" title={strings.systemHint}>
          {strings.systems[system]}
        </HeaderButton>
        <span class="grow" />
        <HeaderIcon command="smcs.newChat" icon="add" label={strings.newChat} />
        <HeaderIcon command="smcs.history" icon="history" label={strings.history} />
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

type Command = Extract<ToHost, { type: "command" }>["command"];

interface HeaderButtonProps {
  readonly command: Command;
  readonly title: string;
  readonly children: string;
}

function HeaderButton({ command, title, children }: HeaderButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="quiet-button header-button"
      title={`${children}. ${title}`}
      onClick={() => {
        post({ type: "command", command });
      }}
    >
      <span class="header-words">{children}</span>
      <Icon name="unfold" />
    </button>
  );
}

interface HeaderIconProps {
  readonly command: Command;
  readonly icon: IconName;
  readonly label: string;
}

function HeaderIcon({ command, icon, label }: HeaderIconProps): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      onClick={() => {
        post({ type: "command", command });
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
