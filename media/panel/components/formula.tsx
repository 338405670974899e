import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { withMarks } from "../markdown/marks.tsx";
import { whenIdle } from "../when-idle.ts";

interface FormulaProps {
  readonly tex: string;
  /** Whether it stands on a line of its own. */
  readonly display: boolean;
}

/** A formula. Its source is shown until it is typeset, and for good where that fails. */
export function Formula({ tex, display }: FormulaProps): JSX.Element {
  const box = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    let needed = true;
    const work = async (): Promise<void> => {
      const { typeset } = await import("../math/typeset.ts");
      const formula = await typeset(tex, display);
      if (!needed || formula === null) return;
      box.current?.replaceChildren(formula);
      setShown(tex);
    };
    // One after the other, so that hundreds of them do not hold up the panel.
    const callOff = whenIdle(() => void work().catch(() => undefined));
    return () => {
      needed = false;
      callOff();
    };
  }, [tex, display]);
  return (
    // What scrolls has to be within the keyboard's reach.
    <span class={display ? "formula formula-display" : "formula"} tabIndex={display ? 0 : undefined}>
      {shown !== tex && <code>{withMarks(tex)}</code>}
      <span ref={box} hidden={shown !== tex} />
    </span>
  );
}
