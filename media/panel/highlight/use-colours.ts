import { useEffect, useState } from "preact/hooks";
import { bounds } from "../markdown/bounds.ts";
import { whenIdle } from "../when-idle.ts";
import type { Coloured } from "./cut-colours.ts";

/** Growing code is coloured again when it is so much longer: all these times together cost a few times the last one. */
const GROWN_BY = 1.25;
const GROWN_CHARACTERS = 200;

interface Colours {
  /** What was coloured: the code or its beginning. */
  readonly code: string;
  readonly colours: readonly Coloured[];
}

/** The colours of a code, as far as they are worked out; the highlighter is loaded for the first code that needs it. */
export function useColours(code: string, language: string | null, growing: boolean): readonly Coloured[] {
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
      const { colourCode } = await import("./colour-code.ts");
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
