import type { JSX } from "preact";
import type { CodeAction } from "../../../src/protocol/messages.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Icon } from "./icons.tsx";

const ACTIONS = ["insert", "apply", "new-file"] as const satisfies readonly CodeAction[];

interface CodeActionsProps {
  readonly code: string;
  /** What stands behind the block's fence. */
  readonly info: string;
}

/** What can be done with a block of code besides copying it. The host does it, and shows a change before it is made. */
export function CodeActions({ code, info }: CodeActionsProps): JSX.Element {
  return (
    <>
      {ACTIONS.map((action) => (
        <button
          key={action}
          type="button"
          class="icon-button"
          aria-label={strings.codeActions[action]}
          title={strings.codeActions[action]}
          onClick={() => {
            post({ type: "code", action, code, info });
          }}
        >
          <Icon name={action} />
        </button>
      ))}
    </>
  );
}
