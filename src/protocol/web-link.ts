/** Longer addresses are more likely to carry something away than to lead somewhere. */
const LONGEST = 2_000;

const SCHEMES = ["http:", "https:", "mailto:"];

/** Whether an address may be followed from a reply: the web and mail only. Commands, files and scripts never. */
export function isWebLink(address: string): boolean {
  if (address.length > LONGEST || !/^[a-z]+:/i.test(address)) return false;
  return URL.canParse(address) && SCHEMES.includes(new URL(address).protocol);
}
