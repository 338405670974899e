/** Longer addresses are more likely to leak data than to be links. */
const LONGEST = 2_000;

const SCHEMES = ["http:", "https:", "mailto:"];

/** Returns whether a link in a reply may be opened: web and mail only, never commands, files or scripts. */
export function isWebLink(address: string): boolean {
  if (address.length > LONGEST || !/^[a-z]+:/i.test(address)) return false;
  return URL.canParse(address) && SCHEMES.includes(new URL(address).protocol);
}
