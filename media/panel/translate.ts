/** Texts in the editor's language by their English texts, as in `l10n/bundle.l10n.<language>.json`. */
type Translations = Readonly<Record<string, string>>;

/** Returns a text in the user's language; `{0}`, `{1}` stand for the values. */
export type Translate = (text: string, ...values: readonly (string | number)[]) => string;

/** Returns a function that translates like VS Code's `l10n.t`: texts without a translation stay English. */
export function translator(translations: Translations): Translate {
  return (text, ...values) => {
    const own = Object.hasOwn(translations, text) ? (translations[text] ?? text) : text;
    return own.replaceAll(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
  };
}

/** Id of the element with the page's translations; the host writes it. */
const ELEMENT = "translations";

interface Page {
  readonly document?: { getElementById(id: string): { readonly textContent: string | null } | null };
}

function ofPage(): Translations {
  const json = (globalThis as unknown as Page).document?.getElementById(ELEMENT)?.textContent;
  return json == null ? {} : (JSON.parse(json) as Translations);
}

/** Translates the panel's texts. The keys are the English texts, written out in each call. */
export const t = translator(ofPage());
