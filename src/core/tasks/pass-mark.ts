/**
 * The line that a program prints after its last test. It depends on everything the program holds, so that no reply can
 * print it by knowing it beforehand: code that ends the program early has not passed.
 */
export function passMark(...parts: readonly string[]): string {
  const text = JSON.stringify(parts);
  return `smcs-passed-${[0x811c9dc5, 0x01000193, 0x9e3779b9].map((seed) => hash(text, seed)).join("")}`;
}

/** FNV-1a from a seed, as hexadecimal digits. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    value ^= value >>> 15;
  }
  return (value >>> 0).toString(16).padStart(8, "0");
}
