/** What a scripted editor has shown, and what it answers: for units of the host that tell and ask. */
export const editor = {
  shown: [] as string[],
  /** Gives the label of the button that is clicked; by default none ever is. */
  answer: (_message: string): Promise<string | undefined> => new Promise(() => undefined),
};

const show = (message: string): Promise<string | undefined> => {
  editor.shown.push(message);
  return editor.answer(message);
};

export const StatusBarAlignment = { Left: 1 };

export const commands = { executeCommand: (): Promise<void> => Promise.resolve() };

export const window = {
  showInformationMessage: show,
  showWarningMessage: show,
  setStatusBarMessage: (message: string): void => void editor.shown.push(message),
  createStatusBarItem: () => ({ show: () => undefined, dispose: () => undefined }),
};
