import type { JSX } from "preact";
import type { Turn } from "../../../src/protocol/index.ts";
import { FlowContext } from "../flow.ts";
import { strings } from "../strings.ts";
import { Fold } from "./fold.tsx";
import { Run } from "./run.tsx";

/** What a run stands in the place of, folded away: it can be read, and is no part of the conversation any more. */
export function Earlier({ turns }: { readonly turns: readonly Turn[] }): JSX.Element | null {
  if (turns.length === 0) return null;
  return (
    <Fold summary={strings.earlier(turns.length)} class="earlier">
      <FlowContext.Provider value={null}>
        {turns.map(({ run, earlier }) => (
          <div key={run.runId}>
            <Earlier turns={earlier} />
            <Run run={run} last={false} />
          </div>
        ))}
      </FlowContext.Provider>
    </Fold>
  );
}
