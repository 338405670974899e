import { matchAt, type Value, valueAt } from "./values.ts";

/** A result that a question states. */
export interface Result {
  /** As the question writes it; the name of an exception when one has to be thrown. */
  readonly text: string;
  readonly kind: "value" | "exception";
  /** Index behind it. */
  readonly end: number;
  /** Whether it stands behind a plain `=`. */
  readonly isEquation: boolean;
  /** Whether the question says that it must come out, not only that it does. */
  readonly isDemanded: boolean;
  /** Whether it comes out of a promise. */
  readonly isAwaited: boolean;
}

/** What stands between a call and its result as a sign: `f(2) == 4`, `f(2)  # => 4`, "`f(2)` → 4". */
const SIGN =
  /`?[ \t]*;?[ \t]*(?:#|\/\/|--(?!>))?[ \t]*(?:={2,3}>?|=>|-{1,2}>|→|➞|⇒|➜|➔|=(?=[ \t\d["'({\-NTFtfnu]))[ \t]*`?/y;
/** A comment that holds the result and nothing else. */
const COMMENT = /[ \t]*;?[ \t]*(?:#|\/\/)[ \t]*/y;
/** The end of a line of Node's prompt, below which it prints the result. */
const PROMPTED = /;?[ \t]*\n/y;
/** A comment below a call, with nothing in its line but the result: "// returns 4". */
const BELOW = /;?[ \t]*\n[ \t]*(?:\*[ \t]*)?(?:#|\/\/)[ \t]*(?:(?:=>|->|→|returns?:?)[ \t]*)?/y;
/** The same in words: "`f(2)` should return 4". */
const WORDS = [
  /`?[ \t]*;?[ \t]*(?:#|\/\/)?[ \t]*(?:(?:would|should|must|will|shall|has to|needs to|ought to|to)[ \t]+(?:also[ \t]+|then[ \t]+|still[ \t]+)?)?(?:returns?|yields?|gives?|be|is|equals?|evaluates?[ \t]+to|resolves?[ \t]+(?:to|with)|results?[ \t]+in|outputs?|produces?|becomes?)(?:[ \t]+(?:me|us|back))?[ \t]*(?:the[ \t]+(?:string|value|list|number|result|array|tuple|integer)[ \t]+)?:?[ \t]*`?/iy,
  /`?[ \t]*(?:soll(?:te)?|muss|liefert|ergibt|gibt|ist|wird)[ \t]+(?:dann[ \t]+|immer[ \t]+)?`?/iy,
  /`?[ \t]*(?:应该|应当|应|会|必须)?(?:返回|得到|输出|等于|结果是|结果为|为|是)[ \t]*[:：]?[ \t]*`?/y,
];
const DEMAND = /\b(?:should|must|shall|has to|needs to|ought to|soll(?:te)?|muss)\b|应|必须/iu;
/** An exception that has to be thrown: "should raise a ValueError". */
const RAISES =
  /`?[ \t]*(?:(?:should|must|shall|has to|needs to|ought to)[ \t]+(?:raise|throw)|(?:#|\/\/|->|→|=>)[ \t]*(?:raises|throws))[ \t]+(?:an?[ \t]+)?`?([A-Za-z]\w*(?:Error|Exception))\b/iy;
/** What may follow a result: the end of the line or of a sentence, a comment, an explanation. */
const AFTER =
  /`?(?:"{1,3}|'{1,3})?[ \t]*(?:$|[\n;?)|`}，。；、）]|[.,](?!\d)|:(?=\s)|#|\/\/|\/\*|--|\(|—|–|(?:because|since|as|and|while|whereas|for|but|not|instead|rather|where|which|if|when|here|there|too|back|again|statt|und|weil|zurück|zurückgeben|ergeben|liefern|sein|werden|herauskommen)\b|\\n)/y;
/** A sum that is worked out up to its result: "19 - 5 - 6 = 8". */
const WORKED_OUT = /[\d \t+*/%.()-]+=[ \t]*/y;
/** What a sentence says of a result that is wrong today. */
const WRONG =
  /\b(?:but|instead|rather|wrong(?:ly)?|incorrect(?:ly)?|unexpected(?:ly)?|expected|currently|actually|however|today|aber|statt|falsch|erwartet)\b|而不是|但|错/iu;
const WRONG_BEFORE =
  /\b(?:currently|wrongly|incorrectly|why (?:does|is|do)|I(?:'m)? (?:get|got|getting|see)|actual(?:ly)?|instead of|broken|today|warum)\b|为什么/iu;
/** Words before the right result, where a wrong one stands before them. */
const RIGHT =
  /\bshould(?:[ \t]+\w+){0,2}?[ \t]+(?:be|return|give|get|yield|output)\b|\binstead[ \t]+of\b|\brather[ \t]+than\b|\bexpect(?:ed|ing)?\b(?:[ \t]+(?:result|output|value)\b)?(?:[ \t]+(?:is|was|it[ \t]+to[ \t]+(?:be|return)|to[ \t]+(?:get|be|see))\b)?|\bnot\b|\berwartet(?:[ \t]+(?:wird|ist|war))?\b|\bstatt\b|应该(?:是|返回|为)|应为|而不是|期望(?:是|为|得到)?/giu;
/** The beginning of a sentence that corrects the one before it. */
const CORRECTS = /^[.!?。]?[ \t]*(?:(?:I|we|it|this|that)[ \t]+)?(?:should|expected|erwartet|应)/iu;

/** How far behind a result a correction is looked for, in characters. */
const NEAR = 300;

/**
 * Returns the result that is stated at an index, behind a call or another statement of what is given. When the text says
 * that a result is wrong, returns the right one; null when it has none.
 *
 * @param text the question up to the next call, whose result is no correction of this one
 * @param before the line up to what is given
 */
export function resultAt(text: string, at: number, before: string): Result | null {
  const raised = matchAt(RAISES, text, at);
  const found = { isEquation: false, isDemanded: false, isAwaited: false };
  if (raised !== null)
    return { ...found, kind: "exception", text: raised[1] ?? "", end: at + raised[0].length, isDemanded: true };
  const stated = statedAt(text, at, before);
  if (stated === null || matchAt(AFTER, text, stated.value.end) === null) return null;
  const { relation, value, isSign } = stated;
  // A variable is set to what a comparison gives.
  if (isSign && /={2}/u.test(relation) && /(?<![=!<>])=[ \t]*$/u.test(before)) return null;
  const isDemanded = !isSign && DEMAND.test(relation);
  const isEquation = isSign && /(?:^|[^=<>])=[ \t`]*$/u.test(relation);
  const right = isDemanded ? value : rightOf(text, value, before);
  if (right === null) return null;
  return {
    ...{ kind: "value", text: right.text, end: Math.max(value.end, right.end) },
    ...{ isEquation: isEquation && right === value, isDemanded: isDemanded || right !== value },
    isAwaited: /\bresolve/iu.test(relation),
  };
}

/** Returns the value at an index and what relates it to the call before it. */
function statedAt(
  text: string,
  at: number,
  before: string,
): { readonly relation: string; readonly value: Value; readonly isSign: boolean } | null {
  const isPrompt = /^[ \t]*>[ \t]$/u.test(before);
  for (const pattern of isPrompt ? [PROMPTED] : [SIGN, COMMENT, BELOW, ...WORDS]) {
    const relation = matchAt(pattern, text, at)?.[0] ?? "";
    const value = relation === "" ? null : valueAt(text, at + relation.length);
    if (value === null || (relation.includes("\n") && !/^[ \t]*(?:\n|$)/u.test(text.slice(value.end)))) continue;
    // In the middle of a line of Python, two slashes divide by a number.
    const mayDivide = relation.includes("//") && !isStatement(relation, before);
    if (mayDivide && (pattern === BELOW || /^[-+.\d]/u.test(value.text))) continue;
    const workedOut = matchAt(WORKED_OUT, text, value.end);
    const last = workedOut === null ? value : valueAt(text, value.end + workedOut[0].length);
    return last === null ? null : { relation, value: last, isSign: !WORDS.includes(pattern) };
  }
  return null;
}

function isStatement(relation: string, before: string): boolean {
  return relation.includes(";") || /^[ \t>*+-]*(?:await[ \t]+)?$|^[ \t]*(?:const|let|var)\b|\($/u.test(before);
}

/** Returns the value, or the right one when the text says that it is wrong; null when it does not say which is right. */
function rightOf(text: string, value: Value, before: string): Value | null {
  const [paragraph = ""] = text.slice(value.end, value.end + NEAR).split(/\n[ \t]*\n/u, 1);
  const [whole = ""] = /^(?:[^.!?。\n]|[.!?](?=[^\s]))*/u.exec(paragraph) ?? [];
  const sentence = whole.replace(/[,;\s]+(?:and|but|while|however|und|aber)?\s*$/iu, "");
  const isWrong = WRONG.test(sentence) || WRONG_BEFORE.test(before);
  const isCorrected = CORRECTS.test(paragraph.slice(whole.length)) || /\bshould\b/iu.test(sentence);
  for (const one of isWrong || isCorrected ? paragraph.matchAll(RIGHT) : []) {
    const start = /^[ \t]*[:：]?[ \t]*`?/u.exec(paragraph.slice(one.index + one[0].length))?.[0].length ?? 0;
    const right = valueAt(paragraph, one.index + one[0].length + start);
    const isWhole = right !== null && matchAt(AFTER, paragraph, right.end) !== null;
    if (isWhole) return { text: right.text, end: value.end + right.end };
  }
  return isWrong ? null : value;
}
