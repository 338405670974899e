import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { withMarks } from "../markdown/marks.tsx";
import { whenIdle } from "../when-idle.ts";

interface FormulaProps {
  readonly tex: string;
  /** Whether the formula is on a line of its own. */
  readonly display: boolean;
}

/** Shows a formula. Its source is shown until it is typeset, and permanently if that fails. */
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
    // One formula at a time, so that hundreds of formulas do not block the panel.
    const callOff = whenIdle(() => void work().catch(() => undefined));
    return () => {
      needed = false;
      callOff();
    };
  }, [tex, display]);
  return (
    // Whatever scrolls must be reachable with the keyboard.
    <span class={display ? "formula formula-display" : "formula"} tabIndex={display ? 0 : undefined}>
      {shown !== tex && <code>{withMarks(tex)}</code>}
      <span ref={box} hidden={shown !== tex} />
    </span>
  );
}
