/**
 * Returns a page with the content of a named block replaced. The block is between two comments,
 * `<!-- begin NAME ... -->` and `<!-- end NAME -->`.
 *
 * @throws Error when the page has no such block
 */
export function withBlock(page: string, name: string, content: string): string {
  const block = new RegExp(`(<!-- begin ${name}\\b[^>]*-->\\n).*?(<!-- end ${name} -->)`, "s");
  if (!block.test(page)) throw new Error(`The page has no block ${name}. Put its two comments where it belongs.`);
  return page.replace(block, (_, begin: string, end: string) => `${begin}\n${content.trim()}\n\n${end}`);
}
