/**
 * Returns the address that has to be shown beside a link, because the link's text names another address or the address
 * itself is made to be misread; null for an honest link.
 *
 * @param address an absolute address
 */
export function undisguised(text: string, address: string): string | null {
  const { protocol, host, username, href } = new URL(address);
  // The browser has converted letters of other scripts into their plain form.
  if (username !== "" || /(?:^|\.)xn--/.test(host)) return href;
  // The lengths are the limits for names in addresses.
  const named = /(?:[\p{L}\p{N}-]{1,63}\.){1,126}\p{L}{2,}(?::\d+)?|(?:\d{1,3}\.){3}\d{1,3}/u
    .exec(text)?.[0]
    ?.toLowerCase();
  if (named === undefined || protocol === "mailto:") return null;
  const plain = (name: string): string => name.replace(/^www\./, "");
  return plain(host) === plain(named) || isFile(text) ? null : href;
}

/**
 * Returns whether a text is a single word with one dot: main.py, node.js, fs.promises. Such a word names a file or a
 * module at least as often as an address.
 */
function isFile(text: string): boolean {
  return /^[\p{L}\p{N}_-]+\.(?!com|net|org|io|dev|app|edu|gov)\p{L}{1,10}$/u.test(text.trim());
}
