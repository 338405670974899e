import { InputBoxValidationSeverity, QuickInputButtons, ThemeIcon, window } from "vscode";
import { messageOf } from "../../core/errors.ts";
import { plainMessage } from "../messages.ts";

/** A box whose value is tried when the user presses Enter. The box stays open until a value works. */
interface Trial<Result> {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  readonly isSecret: boolean;
  /** The button's label for the alternative when no value works. */
  readonly otherwise: string;
  /** Whether the value is tried before the user presses Enter. */
  readonly atOnce: boolean;
  /**
   * Tries a value.
   *
   * @param say shows what is being tried
   * @returns the result, or a sentence that says why the value failed and what to do
   */
  readonly attempt: (value: string, say: (message: string) => void, signal: AbortSignal) => Promise<Tried<Result>>;
}

export type Tried<Result> = { readonly result: Result } | { readonly problem: string };

/** The end of a trial, with the box's text: a value worked, or the user chose the alternative or a step back. */
type TrialEnd<Result> =
  | { readonly end: "done"; readonly value: string; readonly result: Result }
  | { readonly end: "otherwise" | "back"; readonly value: string };

/** Lets the user type until a value works. Typing ends the running attempt. Returns null when the user cancelled. */
export async function tryInBox<Result>(trial: Trial<Result>): Promise<TrialEnd<Result> | null> {
  const box = window.createInputBox();
  const otherwise = { iconPath: new ThemeIcon("edit"), tooltip: trial.otherwise };
  let stop = new AbortController();
  box.title = trial.title;
  box.prompt = trial.prompt;
  box.value = trial.value;
  box.password = trial.isSecret;
  box.ignoreFocusOut = true;
  box.buttons = [QuickInputButtons.Back];

  const say = (message: string, severity: InputBoxValidationSeverity): void => {
    box.validationMessage = { message: plainMessage(message), severity };
  };
  const endTry = (): AbortSignal => {
    stop.abort();
    stop = new AbortController();
    box.busy = false;
    box.validationMessage = undefined;
    return stop.signal;
  };

  try {
    return await new Promise((resolve) => {
      const start = async (): Promise<void> => {
        const { value } = box;
        const signal = endTry();
        box.busy = true;
        const tell = (message: string): void => {
          if (!signal.aborted) say(message, InputBoxValidationSeverity.Info);
        };
        const tried = await trial
          .attempt(value, tell, signal)
          .catch((error: unknown) => ({ problem: messageOf(error) }));
        if (signal.aborted) return;
        if ("result" in tried) {
          resolve({ end: "done", value, result: tried.result });
          return;
        }
        box.busy = false;
        box.buttons = [QuickInputButtons.Back, otherwise];
        say(tried.problem, InputBoxValidationSeverity.Error);
      };
      box.onDidAccept(() => void start());
      box.onDidChangeValue(endTry);
      box.onDidTriggerButton((button) => {
        resolve({ end: button === otherwise ? "otherwise" : "back", value: box.value });
      });
      box.onDidHide(() => {
        resolve(null);
      });
      box.show();
      if (trial.atOnce) void start();
    });
  } finally {
    stop.abort();
    box.dispose();
  }
}
