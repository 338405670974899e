import path from "node:path";

/** The shown part of a list's item. */
interface ListedItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** Output of the scripted editor, and its answers, for tests of host code that shows messages and asks questions. */
export const editor = {
  shown: [] as string[],
  /** Details of the dialogs. */
  details: [] as string[],
  /** Items of the last list. */
  listed: [] as readonly ListedItem[],
  /** Returns the picked item of a list, or an array of several. By default nothing is picked. */
  pick: (_items: readonly ListedItem[]): unknown => undefined,
  /** Settings by names without a prefix. */
  settings: {} as Record<string, unknown>,
  /** Resolves with the label of the clicked button. By default no button is ever clicked. */
  answer: (_message: string): Promise<string | undefined> => new Promise(() => undefined),
};

const show = (message: string, options?: { readonly detail?: string } | string): Promise<string | undefined> => {
  editor.shown.push(message);
  if (typeof options === "object" && options.detail !== undefined) editor.details.push(options.detail);
  return editor.answer(message);
};

export const StatusBarAlignment = { Left: 1 };

export const commands = { executeCommand: (): Promise<void> => Promise.resolve() };

export const window = {
  showInformationMessage: show,
  showWarningMessage: show,
  showErrorMessage: show,
  showQuickPick: async (items: PromiseLike<readonly ListedItem[]>): Promise<unknown> => {
    editor.listed = await items;
    return editor.pick(editor.listed);
  },
  setStatusBarMessage: (message: string): void => void editor.shown.push(message),
  createStatusBarItem: () => ({ show: () => undefined, dispose: () => undefined }),
};

const refuse = (): Promise<never> => Promise.reject(new Error("The editor refuses."));

/** The editor opens no link and has no clipboard. */
export const env = { language: "en", clipboard: { writeText: refuse }, openExternal: refuse };

export class Uri {
  readonly scheme = "file";
  readonly fsPath: string;

  constructor(fsPath = "") {
    this.fsPath = fsPath;
  }

  static readonly parse = String;

  static file(fsPath: string): Uri {
    return new Uri(fsPath);
  }

  static joinPath({ fsPath }: Uri, ...names: readonly string[]): Uri {
    return new Uri(path.join(fsPath, ...names));
  }
}

export class Location {
  readonly uri = new Uri();
}

export const FileType = { File: 1, Directory: 2 };

export const QuickPickItemKind = { Separator: -1, Default: 0 };

export const QuickInputButtons = { Back: {} };

export const InputBoxValidationSeverity = { Info: 1, Error: 3 };

export class ThemeIcon {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class EventEmitter<Value> {
  private readonly listeners = new Set<(value: Value) => void>();

  readonly event = (listener: (value: Value) => void): { dispose: () => void } => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(value: Value): void {
    for (const listener of this.listeners) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

/** Returns English texts with their values filled in. */
export const l10n = {
  bundle: undefined,
  t: (message: string, ...values: readonly unknown[]): string =>
    message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
};

export class RelativePattern {
  readonly base: unknown;
  readonly pattern: string;

  constructor(base: unknown, pattern: string) {
    this.base = base;
    this.pattern = pattern;
  }
}

export class MarkdownString {
  value: string;

  constructor(value = "") {
    this.value = value;
  }

  appendText(text: string): this {
    this.value += text;
    return this;
  }
}

export class ThemeColor {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export const workspace = {
  getConfiguration: () => ({
    get: (name: string, fallback?: unknown): unknown => editor.settings[name] ?? fallback,
    inspect: (name: string) => ({ globalValue: editor.settings[name] }),
    update: (name: string, value: unknown): Promise<void> => {
      editor.settings[name] = value;
      return Promise.resolve();
    },
  }),
};

export const ConfigurationTarget = { Global: 1, Workspace: 2 };

export const LanguageModelChatMessage = {
  User: (content: string) => ({ role: "user", content }),
  Assistant: (content: string) => ({ role: "assistant", content }),
};

export class CancellationTokenSource {
  readonly token = { isCancellationRequested: false };

  cancel(): void {
    this.token.isCancellationRequested = true;
  }

  dispose(): void {
    this.cancel();
  }
}
