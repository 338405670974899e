/** Returns JSON that is safe in a script element of a page: nothing in it ends the element or begins another one. */
export function jsonInPage(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", String.raw`\u003c`);
}
