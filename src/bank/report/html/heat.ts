/** One step of the heat map: its colour, and that of the text on it. */
export interface HeatStep {
  readonly fill: string;
  readonly text: string;
}

/** Accuracies from 0% in tenths, one hue from faint to strong, so that no kind of colour vision is needed to read it. */
export const heatSteps: Readonly<Record<"light" | "dark", readonly HeatStep[]>> = {
  light: steps(
    ["#f4f8fd", "#e3edf8", "#cfe0f2", "#b6d1ea", "#98bee0", "#75a8d6", "#3a74af", "#2c6cab", "#165495", "#083d77"],
    6,
    "#10233a",
    "#ffffff",
  ),
  dark: steps(
    ["#1d2733", "#213243", "#263f57", "#2c4d6d", "#335c84", "#3b6b9a", "#5d92c2", "#7fadd7", "#a5c8e8", "#cfe3f5"],
    6,
    "#eef5fc",
    "#0b1622",
  ),
};

/** @param turn the step from which on the text's colour is the second one */
function steps(fills: readonly string[], turn: number, before: string, after: string): HeatStep[] {
  return fills.map((fill, index) => ({ fill, text: index < turn ? before : after }));
}

/** The step of an accuracy in [0, 1]. */
export function heatStep(accuracy: number): number {
  return Math.min(9, Math.floor(accuracy * 10));
}
