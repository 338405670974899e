import { Fragment, type JSX } from "preact";
import type { PoolStatus } from "../../../src/protocol/messages.ts";
import { type RunRecord, turnsOf } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { Earlier } from "./earlier.tsx";
import { Run } from "./run.tsx";
import { useScroll } from "./use-scroll.ts";
import { Welcome } from "./welcome.tsx";

interface ConversationProps {
  readonly runs: readonly RunRecord[];
  readonly status: PoolStatus;
  readonly ask: (text: string) => void;
}

/** The runs of this chat, oldest first. */
export function Conversation({ runs, status, ask }: ConversationProps): JSX.Element {
  const last = runs.at(-1);
  const box = useScroll<HTMLElement>(last);
  return (
    <main class="conversation" aria-label={strings.conversation} ref={box}>
      {runs.length === 0 ? (
        <Welcome status={status} ask={ask} />
      ) : (
        turnsOf(runs).map(({ run, earlier }) => (
          <Fragment key={run.runId}>
            <Earlier turns={earlier} />
            <Run run={run} last={run === last} />
          </Fragment>
        ))
      )}
    </main>
  );
}
