import type { JSX } from "preact";
import type { ReplyStatus } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";
import { Icon, type IconName } from "./icons.tsx";

const ICONS: Record<ReplyStatus, IconName> = {
  waiting: "waiting",
  streaming: "busy",
  finished: "check",
  truncated: "warning",
  failed: "cross",
  aborted: "stop",
  spared: "stop",
};

/** Shows the state of a reply as an icon, and as a word for screen readers. */
export function StatusIcon({ status }: { readonly status: ReplyStatus }): JSX.Element {
  return (
    <span class={`status status-${status}`}>
      <Icon name={ICONS[status]} />
      <span class="visually-hidden">{strings.statusOf[status]}</span>
    </span>
  );
}
