import type { JSX } from "preact";
import type { PanelStatus } from "../../../src/protocol/messages.ts";
import { strings } from "../strings.ts";
import { Badge } from "./badge.tsx";
import { CommandButton } from "./command-button.tsx";
import { Icon } from "./icons.tsx";

/** Who would answer, and what is wrong with the settings. */
export function StatusHeader({ status }: { readonly status: PanelStatus }): JSX.Element {
  return (
    <header class="status-header">
      <h1 class="visually-hidden">{strings.title}</h1>
      <p class="pool" title={status.description}>
        {status.mode === "demo" ? <Badge>{strings.simulatedPool}</Badge> : status.description}
      </p>
      {status.system !== undefined && (
        <p class="pool" title={strings.systemHint}>
          {strings.systemIs(strings.systems[status.system])}
        </p>
      )}
      {status.embedder !== null && (
        <p class="pool" title={status.embedder.why ?? strings.embedderHint}>
          {strings.embeddedBy(status.embedder)}
        </p>
      )}
      {status.problem !== null && (
        <div class="problem">
          <Icon name="warning" />
          <span class="grow">{status.problem}</span>
          <CommandButton command="smcs.openSettings" label={strings.openSettings} secondary />
        </div>
      )}
    </header>
  );
}
