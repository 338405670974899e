import type { JSX } from "preact";
import type { RunRecord } from "../../../../src/core/record/index.ts";
import { strings } from "../../strings.ts";
import { equalDraws } from "../../why/equal-draws.ts";

interface DrawsProps {
  /** Sorted by prior, highest first. */
  readonly models: readonly string[];
  readonly subsets: RunRecord["subsets"];
  /** Models without an answer; the merged answers lack them. */
  readonly missing: ReadonlySet<string>;
}

/** Shows the subsets that prior dropping drew (Eq. 6): draws as rows, models as columns, equal draws in one row. */
export function Draws({ models: referencers, subsets, missing }: DrawsProps): JSX.Element {
  const models = [...new Set(referencers)];
  return (
    <div class="draws" role="group" aria-label={strings.draws} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="upright">
              <span>{strings.candidateColumn}</span>
            </th>
            {models.map((model) => (
              <th key={model} scope="col" class="upright" title={model}>
                {missing.has(model) ? <Struck>{model}</Struck> : <span>{model}</span>}
              </th>
            ))}
            <th scope="col">
              <span class="visually-hidden">{strings.howOften}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {equalDraws(subsets).map(({ models: drawn, draws }) => (
            <tr key={draws[0]}>
              <th scope="row">{draws.map((draw) => draw + 1).join(", ")}</th>
              {models.map((model) => (
                <td key={model}>
                  <Cell times={drawn.filter((one) => one === model).length} missing={missing.has(model)} />
                </td>
              ))}
              <td class="hint">{draws.length > 1 && `×${draws.length}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Struck({ children }: { readonly children: string }): JSX.Element {
  return (
    <span>
      <s>{children}</s>
      <span class="visually-hidden"> ({strings.withoutAnswer})</span>
    </span>
  );
}

interface CellProps {
  /** Number of the model's answers in the subset; more than one if a model answers several times. */
  readonly times: number;
  readonly missing: boolean;
}

function Cell({ times, missing }: CellProps): JSX.Element {
  const merged = missing ? strings.drawnButFailed : strings.merged;
  return (
    <>
      <span class={times === 0 ? "dot empty" : missing ? "dot missing" : "dot"} aria-hidden="true" />
      {times > 1 && <span class="hint"> ×{times}</span>}
      <span class="visually-hidden">{times === 0 ? strings.notMerged : merged}</span>
    </>
  );
}
