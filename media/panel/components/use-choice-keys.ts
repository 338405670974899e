import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/**
 * Alt with a digit chooses a candidate of the run that has the focus, or of the newest one. The keys are the panel's own:
 * VS Code does not know which run has the focus, and would open an editor by its number.
 *
 * @param choose takes the candidate's number; says whether there is such a candidate to choose
 */
export function useChoiceKeys(element: RefObject<HTMLElement | null>, choose: (number: number) => boolean): void {
  // Not an effect after the next frame: keys count as soon as the candidates are drawn.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const number = numberOf(event);
      if (number === null || element.current?.closest(".run") !== runMeant() || !choose(number)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
    };
  });
}

function runMeant(): Element | undefined {
  return document.activeElement?.closest(".run") ?? [...document.querySelectorAll(".run")].at(-1);
}

function numberOf({ altKey, ctrlKey, metaKey, shiftKey, code, key, target }: KeyboardEvent): number | null {
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  // On a Mac, Alt with a digit writes a character.
  const writes = target instanceof HTMLTextAreaElement && key !== digit;
  return digit === undefined || writes ? null : Number(digit);
}
