import type { JSX } from "preact";
import type { PoolStatus } from "../../../src/protocol/index.ts";
import { systemSentence } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { CommandButton } from "./command-button.tsx";
import { Examples } from "./examples.tsx";

interface WelcomeProps {
  readonly status: PoolStatus;
  readonly ask: (text: string) => void;
}

/** What to do while there is no conversation: find models first, then ask them something. */
export function Welcome({ status: { mode, system = "smcs" }, ask }: WelcomeProps): JSX.Element {
  return mode === "empty" ? (
    <div class="welcome">
      <p>{strings.whatItDoes}</p>
      <p>{strings.howToStart}</p>
      <CommandButton command="smcs.addEndpoint" label={strings.addEndpoint} />
      <CommandButton command="smcs.useDemoModels" label={strings.tryDemo} secondary />
    </div>
  ) : (
    <div class="welcome">
      <p>
        {strings.askAnything} {systemSentence(system) ?? strings.bestIsFirst}
      </p>
      <Examples questions={strings.examples} ask={ask} />
    </div>
  );
}
