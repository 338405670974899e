import { type MessageOptions, type QuickPickItem, window } from "vscode";
import { visibleControls } from "../core/visible-controls.ts";

/* The door for messages and lists of the editor. Names of models and files and messages of servers are foreign text:
   their control characters are shown as marks, a line stays a line, and their links cannot be clicked. The linter
   refuses the editor's own functions elsewhere. */

type Reflected = (...given: never[]) => unknown;

type Show = typeof window.showInformationMessage;

/** Shows a message as `window.showInformationMessage` does. */
export const showInformationMessage = through("showInformationMessage");

/** Shows a warning as `window.showWarningMessage` does. */
export const showWarningMessage = through("showWarningMessage");

/** Shows an error as `window.showErrorMessage` does. */
export const showErrorMessage = through("showErrorMessage");

/** Shows a list as `window.showQuickPick` does, and returns the picked one of the given items. */
export const showQuickPick = pickShown as Reflected as typeof window.showQuickPick;

/** Returns a text in which a list finds no icons: VS Code turns every `$(name)` into one. */
export const withoutIcons = (text: string): string => text.replaceAll("$(", "$ (");

async function pickShown(
  given: readonly QuickPickItem[] | PromiseLike<readonly QuickPickItem[]>,
  ...others: readonly unknown[]
): Promise<unknown> {
  const originals = new Map<unknown, QuickPickItem>();
  const shown = Promise.resolve(given).then((items) =>
    items.map((item) => {
      const copy = shownItem(item);
      originals.set(copy, item);
      return copy;
    }),
  );
  const picked: unknown = await Reflect.apply(window.showQuickPick as Reflected, window, [shown, ...others]);
  return Array.isArray(picked) ? picked.map((one) => originals.get(one)) : originals.get(picked);
}

/** Returns a copy of a list's item whose foreign texts are plain. */
export function shownItem<Item extends QuickPickItem>(item: Item): Item {
  const { label, description, detail } = item;
  return {
    ...item,
    label: line(label),
    ...(description === undefined ? {} : { description: line(description) }),
    ...(detail === undefined ? {} : { detail: line(detail) }),
  };
}

/**
 * Returns a message with foreign text as one line without links: in notifications and below an input VS Code turns
 * `[label](command:...)` into a link that runs the command.
 */
export function plainMessage(message: string): string {
  return line(message).replaceAll("](", "] (");
}

function through(name: "showInformationMessage" | "showWarningMessage" | "showErrorMessage"): Show {
  const show = (message: string, ...others: readonly unknown[]): unknown => {
    const [options] = others;
    const given = isModal(options)
      ? [visibleControls(message), { ...options, ...detailOf(options) }, ...others.slice(1)]
      : [plainMessage(message), ...others];
    return Reflect.apply(window[name] as Reflected, window, given);
  };
  return show as Show;
}

/** Returns whether a message is a dialog, which keeps lines and has no links. */
function isModal(options: unknown): options is MessageOptions {
  return typeof options === "object" && options !== null && "modal" in options && options.modal === true;
}

function detailOf({ detail }: MessageOptions): Pick<MessageOptions, "detail"> {
  return detail === undefined ? {} : { detail: visibleControls(detail) };
}

function line(text: string): string {
  return visibleControls(text.replaceAll(/\s*[\r\n]+\s*/g, " "));
}
