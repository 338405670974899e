import { withoutTexts } from "./expressions.ts";

/** Returns the only language in which values can be written so; null when there are several. */
export function languageOf(values: string): "python" | "javascript" | null {
  const bare = withoutTexts(values.replaceAll(/`(?:\\[^]|[^`\\\n])*`/gu, "undefined"));
  if (/\b(?:undefined|Infinity|new)\b|=>|[{,]\s*[A-Za-z_$][\w$]*\s*:/u.test(bare)) return "javascript";
  const isTuple = /(?:^|[\s([{,:=])\([^()]*,[^()]*\)/u.test(bare) || /\(\s*\)$/u.test(bare);
  const isSet = /\{[^{}:]+\}/u.test(bare);
  return isTuple || isSet || /\blambda\b|\w\s*=\s*(?![=>])\S/u.test(bare) ? "python" : null;
}
