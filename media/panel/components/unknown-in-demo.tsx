import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { UnknownQuestion } from "../state.ts";
import { strings } from "../strings.ts";
import { CommandButton } from "./command-button.tsx";
import { Examples } from "./examples.tsx";

interface UnknownInDemoProps extends UnknownQuestion {
  readonly ask: (text: string) => void;
}

/** Says that the demo cannot answer a question, and offers what it can answer and how to get real models. */
export function UnknownInDemo({ nearest, editorModels, ask }: UnknownInDemoProps): JSX.Element {
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
