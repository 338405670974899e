import { l10n, type Memento } from "vscode";
import { isReadableOnTheWay } from "../../adapters/chat/own-server.ts";
import { showWarningMessage } from "../messages.ts";

const KEY = "smcs.unencryptedOrigins";

/** The origins that the user knows to be sent keys without encryption. */
let known = new Set<string>();
let memory: Pick<Memento, "get" | "update"> | null = null;

/** Remembers in `state` from now on which origins the user has been told of. */
export function rememberUnencrypted(state: Pick<Memento, "get" | "update">): void {
  memory = state;
  known = new Set(state.get<string[]>(KEY, []));
}

/** Whether a key may be sent to an origin: without encryption to another machine only after the user has agreed once. */
export async function mayTravel(origin: string): Promise<boolean> {
  if (!isReadableOnTheWay(origin) || known.has(origin)) return true;
  const send = l10n.t("Send the Key Anyway");
  const message = l10n.t("The connection to {0} is not encrypted.", origin);
  const detail = l10n.t(
    "Others on the network can read the key, your questions and the answers. If the server has an https address, use that.",
  );
  const agreed = (await showWarningMessage(message, { modal: true, detail }, send)) === send;
  if (agreed) remember(origin);
  return agreed;
}

/** Tells the user once that a key or a header that is there already goes to an origin without encryption. */
export function tellUnencrypted(name: string, origin: string): void {
  if (!isReadableOnTheWay(origin) || known.has(origin)) return;
  remember(origin);
  void showWarningMessage(
    l10n.t(
      "The key or headers of {0} go to {1} without encryption: others on the network can read them, your questions and the answers. If the server has an https address, change to it in Manage Endpoints.",
      name,
      origin,
    ),
  );
}

function remember(origin: string): void {
  known.add(origin);
  void memory?.update(KEY, [...known]);
}
