import type { JSX } from "preact";
import type { RunRecord } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { BestReference } from "./best-reference.tsx";
import { Candidates } from "./candidates.tsx";
import { Fold } from "./fold.tsx";
import { Provisional } from "./provisional.tsx";

/** The best there is to read at this moment. */
export function Answer({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const { outcome, winner, fallback, references, candidates } = run;
  if (outcome === "running" && winner === null) return <Provisional run={run} />;
  const reference = fallback !== null && winner !== null ? references[winner] : undefined;
  if (reference === undefined) return candidates.length > 0 ? <Candidates run={run} /> : null;
  return (
    <>
      <BestReference reference={reference} />
      {candidates.length > 0 && (
        <Fold summary={strings.unfinished(candidates.length)}>
          <Candidates run={run} />
        </Fold>
      )}
    </>
  );
}
