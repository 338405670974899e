/** Texts by their English originals, as in `l10n/bundle.l10n.<language>.json`. */
export type Bundle = Readonly<Record<string, string>>;

/** Returns the bundle of the English texts, each mapped to itself, in alphabetical order. */
export function englishBundle(texts: readonly { readonly text: string }[]): Bundle {
  const sorted = [...new Set(texts.map(({ text }) => text))].sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map((text) => [text, text]));
}

/** Returns a translation in the order of the English texts. Texts without an English original come last. */
export function inOrderOf(english: Bundle, translation: Bundle): Bundle {
  const known = Object.keys(english).filter((key) => Object.hasOwn(translation, key));
  const unknown = Object.keys(translation).filter((key) => !Object.hasOwn(english, key));
  return Object.fromEntries([...known, ...unknown].map((key) => [key, translation[key] ?? ""]));
}

/** Returns the distinct numbers of a text's places, ascending: [0, 1] for `{1} of {0}`. */
export function placesOf(text: string): number[] {
  return [...new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, number]) => Number(number)))].sort((a, b) => a - b);
}

/** Returns a bundle as the file that VS Code reads. */
export const bundleText = (bundle: Bundle): string => `${JSON.stringify(bundle, null, 2)}\n`;
