import type { JSX } from "preact";
import { percent } from "../../format.ts";
import type { Selection } from "../../record/model-priors.ts";
import { strings } from "../../strings.ts";
import { Bar } from "../bar.tsx";

/** The share of each source among the support questions (Fig. 5), largest first. */
export function SourceShares({ selection }: { readonly selection: Selection }): JSX.Element {
  const { support, supportBySource } = selection;
  const shares = Object.entries(supportBySource).sort(([, a], [, b]) => b - a);
  return (
    <section>
      <h3>{strings.sources}</h3>
      <p class="hint">{strings.sourcesHelp}</p>
      <ul class="bars">
        {shares.map(([source, share]) => (
          <li key={source} class="bar-row">
            <span class="bar-name">{source}</span>
            <span class="bar-value">
              {percent(share)} ({support.filter((question) => question.source === source).length})
            </span>
            <Bar share={share} />
          </li>
        ))}
      </ul>
    </section>
  );
}
