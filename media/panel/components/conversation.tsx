import { Fragment, type JSX } from "preact";
import { type PoolStatus, type RunRecord, turnsOf } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";
import { Earlier } from "./earlier.tsx";
import { Run } from "./run.tsx";
import type { UnknownQuestion } from "../state.ts";
import { UnknownInDemo } from "./unknown-in-demo.tsx";
import { useScroll } from "./use-scroll.ts";
import { Welcome } from "./welcome.tsx";

interface ConversationProps {
  readonly runs: readonly RunRecord[];
  readonly status: PoolStatus;
  readonly unknown: UnknownQuestion | null;
  readonly ask: (text: string) => void;
}

/** The runs of this chat, oldest first. */
export function Conversation({ runs, status, unknown, ask }: ConversationProps): JSX.Element {
  const last = runs.at(-1);
  const box = useScroll<HTMLElement>(last);
  return (
    <main class="conversation" aria-label={strings.conversation} ref={box}>
      {runs.length === 0 && unknown === null ? (
        <Welcome status={status} ask={ask} />
      ) : (
        turnsOf(runs).map(({ run, earlier }) => (
          <Fragment key={run.runId}>
            <Earlier turns={earlier} />
            <Run run={run} last={run === last} />
          </Fragment>
        ))
      )}
      {unknown !== null && <UnknownInDemo key={unknown.text} {...unknown} ask={ask} />}
    </main>
  );
}
