import { Fragment, type JSX, type RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { PoolStatus } from "../../../src/protocol/index.ts";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { type Turn, turnsOf } from "../../../src/core/conversation/index.ts";
import { FlowContext } from "../flow.ts";
import { returnTo } from "../reading-place.ts";
import { systemSentence } from "../record/system-traits.ts";
import type { UnknownQuestion } from "../state.ts";
import { strings } from "../strings.ts";
import { CommandButton } from "./command-button.tsx";
import { Fold } from "./fold.tsx";
import { Run } from "./run.tsx";

interface ConversationProps {
  readonly runs: readonly RunRecord[];
  readonly status: PoolStatus;
  readonly unknown: UnknownQuestion | null;
  readonly ask: (text: string) => void;
}

/** Shows the runs of this chat, oldest first. */
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

interface WelcomeProps {
  readonly status: PoolStatus;
  readonly ask: (text: string) => void;
}

/** Shows what to do while there is no conversation: set up models first, then ask them something. */
function Welcome({ status: { mode, system = "smcs" }, ask }: WelcomeProps): JSX.Element {
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

interface UnknownInDemoProps extends UnknownQuestion {
  readonly ask: (text: string) => void;
}

/** Says that the demo cannot answer a question, and offers questions that it can answer and ways to get real models. */
function UnknownInDemo({ nearest, editorModels, ask }: UnknownInDemoProps): JSX.Element {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.scrollIntoView({ block: "end" }), []);
  return (
    <div class="welcome unknown" ref={card}>
      <p role="alert">
        <strong>{strings.unknownInDemo}</strong> {strings.unknownInDemoWhy}
      </p>
      <p>{strings.itKnows}</p>
      <Examples questions={nearest} ask={ask} />
      <p>{strings.realModels}</p>
      <CommandButton command="smcs.addEndpoint" label={strings.addEndpoint} />
      <CommandButton command="smcs.importEndpoints" label={strings.importEndpoints} secondary />
      {editorModels && <CommandButton command="smcs.addEditorModels" label={strings.addEditorModels} secondary />}
    </div>
  );
}

/** Shows the runs that a run has replaced, folded. They can be read, but no longer belong to the conversation. */
function Earlier({ turns }: { readonly turns: readonly Turn[] }): JSX.Element | null {
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

/**
 * Scrolls a new run to the upper edge of the conversation. After that nothing scrolls automatically: streamed text
 * grows downwards, below the text being read.
 */
function useScroll<Box extends HTMLElement>(last: RunRecord | undefined): RefObject<Box | null> {
  const box = useRef<Box | null>(null);
  const shown = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || last === undefined || last.runId === shown.current) return;
    shown.current = last.runId;
    // Runs above may get their height only when they come near the view.
    returnTo({ runId: last.runId, past: 0 }, element);
  });
  return box;
}

interface ExamplesProps {
  readonly questions: readonly string[];
  readonly ask: (text: string) => void;
}

/** Shows questions that a click asks. */
function Examples({ questions, ask }: ExamplesProps): JSX.Element {
  return (
    <ul class="examples" aria-label={strings.examplesLabel}>
      {questions.map((question) => (
        <li key={question}>
          <button
            type="button"
            class="example"
            onClick={() => {
              ask(question);
            }}
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
