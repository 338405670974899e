import type { JSX } from "preact";
import type { RunRecord } from "../../../../src/protocol/index.ts";
import { strings } from "../../strings.ts";

interface KeywordsProps {
  readonly keywords: NonNullable<RunRecord["keywords"]>;
}

/** The question's keywords, which the models were drawn by, and the bank's keywords that stood for them. */
export function Keywords({ keywords: { model, named, matched } }: KeywordsProps): JSX.Element {
  const list = named.join(", ");
  return (
    <section>
      <h3>{strings.keywords}</h3>
      {named.length === 0 ? (
        <p class="hint">{strings.noKeywords}</p>
      ) : (
        <p dir="auto">{model === null ? strings.keywordsKnown(list) : strings.keywordsNamed(model, list)}</p>
      )}
      {matched.some((one, index) => one !== named[index]) && (
        <p class="hint" dir="auto">
          {strings.keywordsMatched([...new Set(matched)].join(", "))}
        </p>
      )}
    </section>
  );
}
