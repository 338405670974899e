import type { JSX } from "preact";
import type { CodeAction } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Icon } from "./icons.tsx";
import { Menu } from "./menu.tsx";

const MORE = ["insert", "new-file"] as const satisfies readonly CodeAction[];

interface CodeActionsProps {
  readonly code: string;
  /** What stands behind the block's fence. */
  readonly info: string;
}

/** What can be done with a block of code besides copying it. The host does it, and shows a change before it is made. */
export function CodeActions({ code, info }: CodeActionsProps): JSX.Element {
  const act = (action: CodeAction): void => {
    post({ type: "code", action, code, info });
  };
  return (
    <>
      <button
        type="button"
        class="quiet-button"
        title={strings.codeActions.apply}
        onClick={() => {
          act("apply");
        }}
      >
        <Icon name="apply" />
        {strings.apply}
      </button>
      <Menu
        label={strings.moreWithCode}
        items={MORE.map((action) => ({
          label: strings.codeActions[action],
          act: () => {
            act(action);
          },
        }))}
      />
    </>
  );
}
