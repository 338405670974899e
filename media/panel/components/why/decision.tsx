import type { JSX } from "preact";
import type { RunRecord } from "../../../../src/protocol/index.ts";
import { Compared } from "./compared.tsx";
import { Scores } from "./scores.tsx";

/** The figures that decided between the replies; null where no figures did. */
export function Decision({ run }: { readonly run: RunRecord }): JSX.Element | null {
  switch (run.decidedBy) {
    case "posterior":
      return <Scores run={run} />;
    case "votes":
    case "medoid":
      return <Compared run={run} />;
    case "aggregator":
    case "only":
    case null:
      return null;
  }
}
