import { franc } from "franc";
import type { LanguageOf } from "../../core/tasks/index.ts";

/**
 * The languages that IFEval's own detector knows, by franc's codes. Other languages are left out, because a short text
 * might be taken for a small language that looks similar.
 */
const languages = new Map(
  Object.entries({
    afr: "af",
    arb: "ar",
    bul: "bg",
    ben: "bn",
    cat: "ca",
    ces: "cs",
    dan: "da",
    deu: "de",
    ell: "el",
    eng: "en",
    spa: "es",
    pes: "fa",
    fin: "fi",
    fra: "fr",
    guj: "gu",
    heb: "he",
    hin: "hi",
    hrv: "hr",
    hun: "hu",
    ind: "id",
    ita: "it",
    jpn: "ja",
    kan: "kn",
    kor: "ko",
    lit: "lt",
    lvs: "lv",
    mkd: "mk",
    mal: "ml",
    mar: "mr",
    npi: "ne",
    nep: "ne",
    nld: "nl",
    nob: "no",
    nno: "no",
    pan: "pa",
    pol: "pl",
    por: "pt",
    ron: "ro",
    rus: "ru",
    slk: "sk",
    slv: "sl",
    som: "so",
    als: "sq",
    swe: "sv",
    swh: "sw",
    tam: "ta",
    tel: "te",
    tha: "th",
    tgl: "tl",
    tur: "tr",
    ukr: "uk",
    urd: "ur",
    vie: "vi",
    cmn: "zh",
  }),
);
const only = [...languages.keys()];

/**
 * Returns the language of a text by its script and its trigrams; null for a text that is too short or has no letters.
 */
export const languageOf: LanguageOf = (text) => languages.get(franc(text, { only })) ?? null;
