/** What a server is: its address, key and proxy, and whether others on the network can read requests to it. */
export { baseUrlOf, kindAt, normaliseBaseUrl, originOf } from "./base-url.ts";
export { type ChatTarget, referenceOf, type Server, serverOf } from "./chat-target.ts";
export { defaultProxy, setDefaultProxy } from "./default-proxy.ts";
export { isOnOwnNetwork, isOnThisMachine, isReadableOnTheWay } from "./own-server.ts";
export { fitsHeader, redact } from "./redact.ts";
export {
  BANK_LOCATION,
  bankIn,
  copyFolder,
  isTeamBank,
  parseTeamAddress,
  type TeamAddress,
  teamName,
} from "./team-address.ts";
