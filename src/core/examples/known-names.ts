import type { Subject } from "./subject.ts";

/** Functions, types and modules of the languages, which examples may use. */
const FUNCTIONS: Readonly<Record<Subject["language"], ReadonlySet<string>>> = {
  python: new Set(
    `abs all any bool bytes chr complex dict divmod enumerate filter float format frozenset hash hex int isinstance iter len list
    map max min next oct ord pow print range repr reversed round set slice sorted str sum tuple type zip math`.split(
      /\s+/u,
    ),
  ),
  javascript: new Set(
    `parseInt parseFloat Number String Boolean Array Object Math Date Symbol BigInt Map Set JSON isNaN isFinite console
    assert`.split(/\s+/u),
  ),
};
/** Words of the languages, and their values. */
const WORDS = new Set(
  `and as async await else for function if in instanceof is lambda new not of or return typeof void yield
  None True False null true false undefined NaN nan Infinity inf`.split(/\s+/u),
);
/** Words before a bracket that call nothing, and functions of which a question only speaks. */
const OTHERS = new Set(
  `require fetch setTimeout expect describe it test while switch catch elif input open super id hasattr getattr`.split(
    /\s+/u,
  ),
);

/** Returns whether every program knows a name: a function, a word or an exception of its language. */
export function isKnownName(name: string): boolean {
  const isFunction = FUNCTIONS.python.has(name) || FUNCTIONS.javascript.has(name);
  return isFunction || WORDS.has(name) || /^[A-Z]\w*(?:Error|Exception)$/u.test(name);
}

/** Returns whether a name before a bracket may be that of a function that a question asks for without naming it. */
export function mayBeAskedFor(name: string, language: Subject["language"]): boolean {
  return !FUNCTIONS[language].has(name) && !WORDS.has(name) && !OTHERS.has(name);
}
