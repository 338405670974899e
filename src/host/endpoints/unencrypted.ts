import { l10n, type Memento } from "vscode";
import { isReadableOnTheWay } from "../../servers/index.ts";
import { showWarningMessage } from "../messages.ts";

/**
 * Keys of the remembered origins: those that the user accepted for unencrypted keys, and those that a warning was shown
 * for.
 */
const KEYS = { agreed: "smcs.unencryptedAgreed", told: "smcs.unencryptedTold" } as const;

let memory: Pick<Memento, "get" | "update"> | null = null;

/** Stores the user's consents and the shown warnings in `state` from now on. */
export function rememberUnencrypted(state: Pick<Memento, "get" | "update">): void {
  memory = state;
}

/**
 * Returns whether a key may be sent to an origin. Without encryption, another machine needs the user's consent, once.
 */
export async function mayTravel(origin: string): Promise<boolean> {
  if (!isReadableOnTheWay(origin) || isNoted("agreed", origin)) return true;
  const send = l10n.t("Send the Key Anyway");
  const message = l10n.t("The connection to {0} is not encrypted.", origin);
  const detail = l10n.t(
    "Others on the network can read the key, your questions and the answers. If the server has an https address, use that.",
  );
  const agreed = (await showWarningMessage(message, { modal: true, detail }, send)) === send;
  if (agreed) note("agreed", origin);
  return agreed;
}

/** Warns the user once that an existing key or header goes to an origin without encryption. */
export function tellUnencrypted(name: string, origin: string): void {
  if (!isReadableOnTheWay(origin) || isNoted("agreed", origin) || isNoted("told", origin)) return;
  note("told", origin);
  void showWarningMessage(
    l10n.t(
      "The key or headers of {0} go to {1} without encryption: others on the network can read them, your questions and the answers. If the server has an https address, change to it in Manage Endpoints.",
      name,
      origin,
    ),
  );
}

function isNoted(how: keyof typeof KEYS, origin: string): boolean {
  return noted(how).includes(origin);
}

function note(how: keyof typeof KEYS, origin: string): void {
  void memory?.update(KEYS[how], [...noted(how), origin]);
}

function noted(how: keyof typeof KEYS): readonly string[] {
  return memory?.get<string[]>(KEYS[how], []) ?? [];
}
