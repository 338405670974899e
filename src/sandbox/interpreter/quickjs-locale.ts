/**
 * Runs inside QuickJS before the program. QuickJS has no `Intl` and would answer otherwise than every other JavaScript:
 * texts in ASCII are compared here as they are elsewhere, and whatever needs more knowledge of languages says that it is
 * missing, so that no program is judged by a wrong answer of ours.
 */
export const LOCALE = String.raw`() => {
  "use strict";
  const { String, ReferenceError, Object } = globalThis;
  const ORDER = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%${"`"}^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";
  const uncurry = (method) => Function.prototype.call.bind(method);
  const indexOf = uncurry(String.prototype.indexOf), lower = uncurry(String.prototype.toLowerCase);
  const missing = () => { throw new ReferenceError("'Intl' is not defined"); };

  /** Letters first; where all are the same, the first that is small in one text and a capital in the other. */
  const compare = (a, b) => {
    for (let at = 0; at < a.length && at < b.length; at++) {
      const difference = indexOf(ORDER, lower(a[at])) - indexOf(ORDER, lower(b[at]));
      if (difference !== 0) return difference < 0 ? -1 : 1;
    }
    if (a.length !== b.length) return a.length < b.length ? -1 : 1;
    for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at] === lower(a[at]) ? -1 : 1;
    return 0;
  };
  const isKnown = (text) => {
    for (let at = 0; at < text.length; at++) if (indexOf(ORDER, lower(text[at])) < 0 || text[at] > "~") return false;
    return true;
  };
  const isEnglish = (locales) => locales === undefined || locales === "en" || locales === "en-US" || locales === "en-GB";
  const replace = (kind, name, value) => {
    Object.defineProperty(kind.prototype, name, { value, writable: true, configurable: true, enumerable: false });
  };
  replace(String, "localeCompare", function localeCompare(that, locales, options) {
    const a = String(this), b = String(that);
    if (a === b) return 0;
    return isKnown(a) && isKnown(b) && isEnglish(locales) && options === undefined ? compare(a, b) : missing();
  });
  for (const kind of [Number, BigInt, Date]) replace(kind, "toLocaleString", missing);
  replace(Date, "toLocaleDateString", missing);
  replace(Date, "toLocaleTimeString", missing);
}`;
