/**
 * What a reader has to see beside a link: its address, where its text names another one or the address itself is made to
 * be misread; null where the text is honest.
 *
 * @param address an absolute address
 */
export function undisguised(text: string, address: string): string | null {
  const { protocol, host, username, href } = new URL(address);
  // The browser has put other scripts' letters into their plain form.
  if (username !== "" || /(?:^|\.)xn--/.test(host)) return href;
  // As long as names in addresses may be.
  const named = /(?:[\p{L}\p{N}-]{1,63}\.){1,126}\p{L}{2,}(?::\d+)?|(?:\d{1,3}\.){3}\d{1,3}/u
    .exec(text)?.[0]
    ?.toLowerCase();
  if (named === undefined || protocol === "mailto:") return null;
  const plain = (name: string): string => name.replace(/^www\./, "");
  return plain(host) === plain(named) || isFile(text) ? null : href;
}

/** A single word with one dot is a file's name or a module's at least as often as an address: main.py, node.js, fs.promises. */
function isFile(text: string): boolean {
  return /^[\p{L}\p{N}_-]+\.(?!com|net|org|io|dev|app|edu|gov)\p{L}{1,10}$/u.test(text.trim());
}
