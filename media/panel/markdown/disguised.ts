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

/** File name endings that answers about code name. Some are countries' as well, but name a file more often. */
const FILE_ENDINGS =
  /^(?:c|cc|cfg|cjs|conf|cpp|cs|css|csv|go|h|hpp|html|ini|java|js|json|jsx|kt|lock|lua|md|mjs|mts|php|py|rb|rs|scss|sh|sql|svg|swift|toml|ts|tsx|txt|vue|xml|yaml|yml)$/;

/** Returns whether a text is the name of a file of code: main.py, node.js. */
function isFile(text: string): boolean {
  const [, ending] = /^[\p{L}\p{N}_-]+\.(\p{L}{1,10})$/u.exec(text.trim()) ?? [];
  return ending !== undefined && FILE_ENDINGS.test(ending);
}
