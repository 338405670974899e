import { l10n } from "vscode";
import { kindAt, originOf } from "../../servers/index.ts";
import {
  completeAddress,
  findServer,
  type Miss,
  type Search,
  type ServerFacts,
  type ServerWay,
  wantsKeyAtOnce,
} from "../../probe/discovery/index.ts";
import { type Tried, tryInBox } from "./trial-box.ts";
import { mayTravel } from "./unencrypted.ts";

/** A server that was reached, or that the user adds unreached and without models. */
export interface Connection {
  readonly server: ServerFacts;
  /** Null when the server needs none. */
  readonly key: string | null;
}

/** The facts that are known before the address. */
interface Beginning {
  readonly title: string;
  /** The button's label for the alternative when no server answers. */
  readonly otherwise: string;
  /** The endpoint's connection settings. */
  readonly way?: ServerWay;
  /** Returns the stored key for an origin; null for none. */
  readonly keyAt?: (origin: string) => Promise<string | null>;
}

type Urls = readonly [string, ...string[]];

/** An address, its server, and the stored key. */
interface Reached {
  readonly urls: Urls;
  readonly search: Exclude<Search, { type: "missed" }>;
  readonly key: string | null;
}

type Say = (message: string) => void;

/**
 * Lets the user type an address until a model server answers there, and asks for a key when the server needs one.
 *
 * @param atOnce whether to try the address before the user presses Enter
 * @returns "back" when the user wants to go back to the previous step, null when the user cancelled
 */
export async function connectByAddress(
  beginning: Beginning,
  address: string,
  atOnce: boolean,
): Promise<Connection | "back" | null> {
  let [value, isTried] = [address, atOnce];
  for (;;) {
    const ended = await tryInBox<Reached>({
      title: beginning.title,
      otherwise: beginning.otherwise,
      prompt: l10n.t("Address of the server, such as localhost:8000 or https://llm.example.com"),
      value,
      isSecret: false,
      atOnce: isTried,
      attempt: (typed, say, signal) => tryAddress(beginning, typed, say, signal),
    });
    if (ended === null) return null;
    if (ended.end === "back") return "back";
    [value, isTried] = [ended.value, false];
    if (ended.end !== "done") {
      const { urls } = completeAddress(value);
      if (urls !== null) return { server: unreached(urls[0]), key: null };
      // Repeats the error message.
      isTried = true;
      continue;
    }
    const { urls, search, key } = ended.result;
    if (search.type === "found") return { server: search.server, key };
    const keyed = await connectWithKey(beginning, [search.baseUrl, ...urls]);
    if (keyed !== "back") return keyed;
  }
}

/**
 * Asks for a key until the server accepts one. The key is sent only to the origin of the first base URL.
 *
 * @returns "back" when the user wants to go back to the previous step, null when the user cancelled
 */
export async function connectWithKey(
  { title, otherwise, way = {} }: Beginning,
  baseUrls: Urls,
): Promise<Connection | "back" | null> {
  const urls = ofOneOrigin(baseUrls);
  const origin = originOf(urls[0]);
  if (!(await mayTravel(origin))) return "back";
  const ended = await tryInBox<ServerFacts>({
    title,
    otherwise,
    prompt: l10n.t("API key for {0}. It is stored encrypted and sent there only.", origin),
    value: "",
    isSecret: true,
    atOnce: false,
    attempt: async (typed, say, signal) => {
      const key = typed.trim();
      if (key === "") return { problem: l10n.t("The server wants a key.") };
      return explained(await findServer(urls, { key, way, onTry: connecting(say) }, signal));
    },
  });
  if (ended === null || ended.end === "back") return ended && "back";
  const key = ended.value.trim();
  return { server: ended.end === "done" ? ended.result : unreached(urls[0]), key: key === "" ? null : key };
}

/** Returns the base URLs with the origin of the first one. */
function ofOneOrigin([first, ...others]: Urls): Urls {
  return [first, ...others.filter((url) => url !== first && originOf(url) === originOf(first))];
}

async function tryAddress(
  { way = {}, keyAt }: Beginning,
  typed: string,
  say: Say,
  signal: AbortSignal,
): Promise<Tried<Reached>> {
  const { urls, fault } = completeAddress(typed);
  if (urls === null) return { problem: faultText(fault) };
  const onTry = connecting(say);
  const search: Search = wantsKeyAtOnce(urls[0])
    ? { type: "wants-key", baseUrl: urls[0], status: 401, message: "" }
    : await findServer(urls, { key: null, way, onTry }, signal);
  if (search.type === "missed")
    return { problem: `${missText(search.miss)} ${l10n.t("Change the address, or press Enter to try again.")}` };
  const key = search.type === "found" ? null : ((await keyAt?.(originOf(search.baseUrl))) ?? null);
  if (search.type === "found" || key === null) return { result: { urls, search, key: null } };
  const keyed = await findServer(ofOneOrigin([search.baseUrl, ...urls]), { key, way, onTry }, signal);
  return { result: keyed.type === "found" ? { urls, search: keyed, key } : { urls, search, key: null } };
}

function explained(search: Search): Tried<ServerFacts> {
  if (search.type === "found") return { result: search.server };
  if (search.type === "missed") return { problem: `${missText(search.miss)} ${l10n.t("Press Enter to try again.")}` };
  const problem =
    search.status === 401
      ? l10n.t("{0} refused this key. Check it, and enter it again.", originOf(search.baseUrl))
      : search.message;
  return { problem };
}

function connecting(say: Say): (baseUrl: string) => void {
  return (baseUrl) => {
    say(l10n.t("Connecting to {0}", baseUrl));
  };
}

function faultText(fault: NonNullable<ReturnType<typeof completeAddress>["fault"]>): string {
  switch (fault) {
    case "empty":
      return l10n.t("Enter an address, such as localhost:8000.");
    case "scheme":
      return l10n.t("Only http:// and https:// addresses can be used.");
    case "credentials":
      return l10n.t("Leave user and password out of the address. If the server wants a key, you are asked for it.");
    case "malformed":
      return l10n.t("This is not the address of a server. Enter one such as {0}.", "localhost:8000");
  }
}

function missText({ what, baseUrl, message }: Miss): string {
  switch (what) {
    case "no-path":
      return l10n.t("{0} responds, but has no list of models there. Is the path right?", baseUrl);
    case "no-list":
      return l10n.t("{0} is not a model server: it gave no list of models.", baseUrl);
    case "no-models":
      return l10n.t("The server at {0} has no model. Load one there first.", baseUrl);
    case "unreached":
    case "failed":
      // The messages name the setting `baseUrl`, but here the user types into a box.
      return message.replace(" Check baseUrl.", "").replace("baseUrl", "the address");
  }
}

/** Returns a server with only its address known. */
function unreached(baseUrl: string): ServerFacts {
  return { baseUrl, kind: kindAt(baseUrl), program: null, models: [] };
}
