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
  /** The text behind the opening fence. */
  readonly info: string;
  /** Whether more code may still arrive. */
  readonly growing: boolean;
}

/** Shows a block of code with its language and actions. Colours are added when the browser is idle. */
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
      {/* Whatever scrolls must be reachable with the keyboard. */}
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
  /** The place in the code where this piece begins. */
  readonly from: number;
  /** The colours of the whole code; null for none. */
  readonly colours: readonly Coloured[] | null;
}

/**
 * Shows some lines of code with a layout of their own, so that growing code costs only the layout of its last lines.
 */
const CodePiece = memo(({ text, from, colours }: CodePieceProps): JSX.Element => {
  // An empty line between two pieces needs a height.
  return <span class="code-piece">{text === "" ? "\n" : cutColours(text, colours ?? [], from).map(coloured)}</span>;
});

function coloured([text, kind]: Run): ComponentChild {
  return kind === null ? withMarks(text) : <span class={`code-${kind}`}>{withMarks(text)}</span>;
}

const MORE = ["insert", "new-file"] as const satisfies readonly CodeAction[];

interface CodeActionsProps {
  readonly code: string;
  /** The text behind the block's opening fence. */
  readonly info: string;
}

/**
 * Shows the actions on a block of code besides copying. The host carries them out, and shows a change before it is
 * made.
 */
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

/**
 * Growing code is coloured again after it has grown by this factor and number of characters: all these passes together
 * cost only a few times as much as the last one.
 */
const GROWN_BY = 1.25;
const GROWN_CHARACTERS = 200;

interface Colours {
  /** The code that was coloured, or its beginning. */
  readonly code: string;
  readonly colours: readonly Coloured[];
}

/**
 * Returns the colours of code, as far as they are computed. The highlighter is loaded for the first code that needs it.
 */
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
      // Code that cannot be coloured also counts as done.
      if (needed) setKnown({ code: lines, colours: colourCode(lines, language.toLowerCase()) ?? [] });
    };
    const callOff = whenIdle(() => void work());
    return () => {
      needed = false;
      callOff();
    };
    // While the code grows, its state when colouring became due is good enough.
  }, [wanted, growing ? null : code, language]);
  return current?.colours ?? [];
}
