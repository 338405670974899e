import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Preview as Shown, PreviewPlan } from "../../../src/protocol/index.ts";
import { systemSentence, systemTitle, systemTraits } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { gist } from "../why/gist.ts";
import { Badge } from "./badge.tsx";
import { Merger } from "./merger.tsx";
import { PreviewCost } from "./preview-cost.tsx";
import { PreviewPrompts } from "./preview-prompts.tsx";
import { Warnings } from "./warnings.tsx";
import { LongText } from "./why/long-text.tsx";
import { Reasons } from "./why/reasons.tsx";
import { useUniqueId } from "./use-unique-id.ts";

interface PreviewProps {
  readonly preview: Shown;
  /** Ends the preview. */
  readonly end: (ask: boolean) => void;
}

const NOBODY: ReadonlySet<string> = new Set();

/** What asking a question would do: who would answer, why, and what that costs. Escape closes it. */
export function Preview({ preview: { question, plan }, end }: PreviewProps): JSX.Element {
  const sheet = useRef<HTMLElement>(null);
  const heading = useUniqueId();
  // Not an effect after the next frame: the next key belongs to the sheet.
  useLayoutEffect(() => {
    sheet.current?.focus();
  }, [question]);
  return (
    <section
      class="preview"
      aria-labelledby={heading}
      ref={sheet}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        end(false);
      }}
    >
      <div class="preview-body">
        <h2 id={heading}>{strings.preview}</h2>
        <div class="preview-question">
          <LongText text={question} />
        </div>
        <p role="status">{plan === null ? strings.choosing : strings.nobodyAskedYet}</p>
        {plan !== null && <Planned plan={plan} />}
      </div>
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled={plan === null}
          onClick={() => {
            if (plan !== null) end(true);
          }}
        >
          {strings.askNow}
        </button>
        <button
          type="button"
          class="button secondary"
          onClick={() => {
            end(false);
          }}
        >
          {strings.close}
        </button>
      </div>
    </section>
  );
}

function Planned({ plan }: { readonly plan: PreviewPlan }): JSX.Element {
  const { system, selection, subsets, aggregator, requests, estimate, prompts, warnings, simulated, held } = plan;
  const sentence = systemSentence(system);
  return (
    <>
      <p>
        {system !== "smcs" && (
          <>
            <Badge quiet>{systemTitle(system)}</Badge>{" "}
          </>
        )}
        {strings.sentence(gist(plan, selection))} {strings.inRequests(requests)}{" "}
        {simulated && <Badge>{strings.simulated}</Badge>}
      </p>
      <PreviewCost estimate={estimate} />
      <Warnings messages={warnings} />
      <PreviewPrompts prompts={prompts} />
      <div class="why">
        {sentence !== null && <p>{sentence}</p>}
        <Reasons system={system} selection={selection} subsets={subsets} failed={NOBODY} ahead />
        {aggregator !== null && <Merger system={system} choice={aggregator} />}
      </div>
      {!held && systemTraits(system).replies === "candidates" && subsets.length > 0 && (
        <p class="hint">{strings.drawnAnew}</p>
      )}
    </>
  );
}
