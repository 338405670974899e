/** Texts of the editor's language by their English ones, as `l10n/bundle.l10n.<language>.json` has them. */
type Translations = Readonly<Record<string, string>>;

/** Gives the text in the user's language; `{0}`, `{1}` stand for the values. */
export type Translate = (text: string, ...values: readonly (string | number)[]) => string;

/** The same as `l10n.t` of VS Code: what is not translated stays English. */
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

/** Translates what the panel says. Keys are the English texts, written out where it is called. */
export const t = translator(ofPage());
