import type { ComponentChild, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CodeAction } from "../../../src/protocol/index.ts";
import { type Coloured, cutColours, type Run } from "../highlight/cut-colours.ts";
import { bounds } from "../markdown/bounds.ts";
import { withMarks } from "../markdown/marks.tsx";
import { pieces } from "../markdown/pieces.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { whenIdle } from "../when-idle.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icons.tsx";
import { memo } from "./memo.ts";
import { Menu } from "./menu.tsx";

interface CodeBlockProps {
  readonly code: string;
  readonly language: string | null;
  /** Everything that stands behind its fence. */
  readonly info: string;
  /** Whether more code may still come. */
  readonly growing: boolean;
}

/** A block of code with its language and what can be done with it. Its colours come when there is time for them. */
export function CodeBlock({ code, language, info, growing }: CodeBlockProps): JSX.Element {
  const colours = useColours(code, language, growing);
  const end = colours.at(-1)?.to ?? 0;
  return (
    <div class="code-block">
      <div class="code-head">
        <span class="code-language">{language ?? strings.plainCode}</span>
        {!growing && <CodeActions code={code} info={info} />}
        <CopyButton text={code} label={strings.copyCode} />
      </div>
      {/* What scrolls has to be within the keyboard's reach. */}
      <pre tabIndex={0}>
        <code>
          {pieces(code, false).map(({ start, text }) => (
            <CodePiece key={start} text={text} from={start} colours={start < end ? colours : null} />
          ))}
        </code>
      </pre>
    </div>
  );
}

interface CodePieceProps {
  readonly text: string;
  /** Where in the code it begins. */
  readonly from: number;
  /** Those of the whole code; null where there are none. */
  readonly colours: readonly Coloured[] | null;
}

/** Some lines of code, laid out by themselves: growing code costs what its last lines cost. */
const CodePiece = memo(({ text, from, colours }: CodePieceProps): JSX.Element => {
  // An empty line between two pieces has its height.
  return <span class="code-piece">{text === "" ? "\n" : cutColours(text, colours ?? [], from).map(coloured)}</span>;
});

function coloured([text, kind]: Run): ComponentChild {
  return kind === null ? withMarks(text) : <span class={`code-${kind}`}>{withMarks(text)}</span>;
}

const MORE = ["insert", "new-file"] as const satisfies readonly CodeAction[];

interface CodeActionsProps {
  readonly code: string;
  /** What stands behind the block's fence. */
  readonly info: string;
}

/** What can be done with a block of code besides copying it. The host does it, and shows a change before it is made. */
function CodeActions({ code, info }: CodeActionsProps): JSX.Element {
  const act = (action: CodeAction): void => {
    post({ type: "code", action, code, info });
  };
  return (
    <>
      <button
        type="button"
        class="quiet-button"
        title={strings.codeActions.apply}
        onClick={() => {
          act("apply");
        }}
      >
        <Icon name="apply" />
        {strings.apply}
      </button>
      <Menu
        label={strings.moreWithCode}
        items={MORE.map((action) => ({
          label: strings.codeActions[action],
          act: () => {
            act(action);
          },
        }))}
      />
    </>
  );
}

/** Growing code is coloured again when it is so much longer: all these times together cost a few times the last one. */
const GROWN_BY = 1.25;
const GROWN_CHARACTERS = 200;

interface Colours {
  /** What was coloured: the code or its beginning. */
  readonly code: string;
  readonly colours: readonly Coloured[];
}

/** The colours of a code, as far as they are worked out; the highlighter is loaded for the first code that needs it. */
function useColours(code: string, language: string | null, growing: boolean): readonly Coloured[] {
  const [known, setKnown] = useState<Colours | null>(null);
  const current = known !== null && code.startsWith(known.code) ? known : null;
  const done = current?.code.length ?? -1;
  const due = growing ? code.length > done * GROWN_BY + GROWN_CHARACTERS : code.length > done;
  const wanted = language !== null && code.length <= bounds.coloured && due;
  useEffect(() => {
    if (!wanted) return undefined;
    let needed = true;
    const lines = growing ? code.slice(0, code.lastIndexOf("\n") + 1) : code;
    const work = async (): Promise<void> => {
      const { colourCode } = await import("../highlight/colour-code.ts");
      // Where it cannot be coloured it is done nevertheless.
      if (needed) setKnown({ code: lines, colours: colourCode(lines, language.toLowerCase()) ?? [] });
    };
    const callOff = whenIdle(() => void work());
    return () => {
      needed = false;
      callOff();
    };
    // While it grows, the code of the moment at which it became due is good enough.
  }, [wanted, growing ? null : code, language]);
  return current?.colours ?? [];
}
