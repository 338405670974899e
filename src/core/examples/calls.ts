import type { PlacedExample } from "./example.ts";
import type { Subject } from "./subject.ts";
import { argumentsAt, matchAt, skip, type Value, valueAt } from "./values.ts";

const CALL = /(?<![\w$])([A-Za-z_$][\w$]*)\(/gu;
/** What stands between a call and its result as a sign: `f(2) == 4`, `f(2)  # => 4`, "`f(2)` → 4". */
const SIGN =
  /`?[ \t]*;?[ \t]*(?:#|\/\/|--(?!>))?[ \t]*(?:={2,3}>?|=>|-{1,2}>|→|➞|⇒|➜|➔|=(?=[ \t\d["'({\-NTFtfnu]))[ \t]*`?/y;
/** The same in words: "`f(2)` should return 4". */
const WORDS =
  /`?[ \t]*;?[ \t]*(?:#|\/\/)?[ \t]*(?:(?:would|should|must|will|shall|has to|needs to|ought to|to)[ \t]+(?:also[ \t]+|then[ \t]+|still[ \t]+)?)?(?:returns?|yields?|gives?|be|is|equals?|evaluates?[ \t]+to|results?[ \t]+in|outputs?|produces?|becomes?)[ \t]*(?:the[ \t]+(?:string|value|list|number|result|array|tuple|integer)[ \t]+)?:?[ \t]*`?/iy;
/** What may follow a result: the end of the line or of a sentence, a comment, an explanation. */
const AFTER =
  /`?["']?[ \t]*(?:$|[\n.;,)|`}]|#|\/\/|\/\*|--|\(|—|–|because\b|since\b|as\b|and\b|while\b|whereas\b|for\b|but\b|not\b|instead\b|rather\b|where\b|which\b|if\b|when\b|\\n)/y;
/** A sum that is worked out up to its result: "19 - 5 - 6 = 8". */
const WORKED_OUT = /[\d\s+*/%.()-]+=[ \t]*/y;
/** What a question says of a result that is wrong today. */
const WRONG = /\b(?:but|instead|rather|wrong(?:ly)?|incorrect(?:ly)?|unexpected(?:ly)?|currently|actually|however)\b/iu;
const WRONG_BEFORE =
  /\b(?:currently|wrongly|incorrectly|why (?:does|is|do)|I(?:'m)? (?:get|got|getting|see)|actual(?:ly)?|instead of|broken|today)\b/iu;
/** The right result after a wrong one. */
const RIGHT_AFTER =
  /\b(?:should(?:[ \t]+\w+)?[ \t]+(?:be|return|give|yield|output)|instead[ \t]+of|rather[ \t]+than|expect(?:ed|ing)?(?:[ \t]+(?:is|was|it[ \t]+to[ \t]+(?:be|return)|to[ \t]+(?:get|be|see)))?|not)[ \t]*:?[ \t]*`?/giu;

/** How far before and behind a call its line is read, in characters. */
const NEAR = 300;

/** Functions of the languages: what is said of them explains, and is no example of what is asked for. */
const BUILT_IN = new Set(
  `abs all any bool chr dict divmod enumerate filter float format frozenset hash hex id input int isinstance iter len list map max
  min next oct ord pow print range repr reversed round set slice sorted str sum super tuple type zip parseInt parseFloat
  Number String Boolean Array Object Math Date Symbol BigInt isNaN require fetch setTimeout assert expect describe it test
  if for while switch return typeof catch function lambda and or not in is elif else`.split(/\s+/u),
);

/** Returns whether a call may be an example of what a question asks for. */
export function isAbout(name: string, { defined }: Subject): boolean {
  return defined.length === 0 ? !BUILT_IN.has(name) : defined.includes(name);
}

/** Finds calls with their results: `f(2) == 4`, "f(2) should return 4", "`f(2)` → 4". */
export function callsIn(question: string, subject: Subject): PlacedExample[] {
  const found: PlacedExample[] = [];
  // Equations that define a sequence, "tri(n) = 1 + n / 2", say nothing of what the function returns.
  const equations = new Set(
    Array.from(
      question.matchAll(/\b([A-Za-z_]\w*)\(\s*[a-z](?:\s*[-+]\s*\d+)?\s*\)[ \t]*=(?!=)/gu),
      ([, name = ""]) => name,
    ),
  );
  for (const { index, 1: name = "" } of question.matchAll(CALL)) {
    const before = question.slice(Math.max(0, index - NEAR), index).replace(/^[^]*\n/u, "");
    if (!isAbout(name, subject) || /(?:\bdef|\bfunction|\bclass|\bnew|[\w\])]\.|@)[ \t]*$/u.test(before)) continue;
    const given = argumentsAt(question, index + name.length + 1);
    const close = skip(question, given.list.length === 0 ? index + name.length + 1 : given.end);
    const end = question[close] === "," ? skip(question, close + 1) : close;
    if (question[end] !== ")") continue;
    const call = question.slice(index, end + 1);
    const expected = resultAfter(question, end + 1, before);
    if (expected === null || (expected.isEquation && equations.has(name))) continue;
    const language = languageOf(`${call} ${expected.text}`);
    found.push({ at: index, given: { kind: "call", call }, expected: expected.text, language });
  }
  return found;
}

/**
 * Returns the result that is stated behind a call or another statement of what is given. When the text says that a
 * result is wrong, returns the right one.
 *
 * @param at index behind the call
 * @param before the line up to the call
 */
function resultAfter(question: string, at: number, before: string): (Value & { readonly isEquation: boolean }) | null {
  const sign = matchAt(SIGN, question, at);
  const relation = sign ?? matchAt(WORDS, question, at);
  if (relation === null) return null;
  let value = valueAt(question, at + relation[0].length);
  if (value === null) return null;
  const workedOut = matchAt(WORKED_OUT, question, value.end);
  if (workedOut !== null && !workedOut[0].includes("\n")) value = valueAt(question, value.end + workedOut[0].length);
  if (value === null || matchAt(AFTER, question, value.end) === null) return null;
  const [rest = ""] = question.slice(value.end, value.end + NEAR).split("\n", 1);
  const sentence = /^(?:[^.!?]|[.!?](?=\S))*/u.exec(rest)?.[0] ?? "";
  const isDemand = sign === null && /\b(?:should|must|shall|has to|needs to|ought to)\b/iu.test(relation[0]);
  const isEquation = sign !== null && /(?:^|[^=<>])=[ \t`]*$/u.test(relation[0]);
  if (isDemand || !(WRONG.test(sentence) || WRONG_BEFORE.test(before))) return { ...value, isEquation };
  const right = [...rest.matchAll(RIGHT_AFTER)]
    .map((one) => valueAt(rest, one.index + one[0].length))
    .find((one) => one !== null);
  return right === undefined ? null : { ...right, isEquation: false };
}

/** Returns the only language in which values can be written so. */
export function languageOf(values: string): "python" | "javascript" | null {
  const bare = values.replaceAll(/"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/gu, "s");
  if (/\b(?:undefined|Infinity)\b|`|[{,]\s*[A-Za-z_$][\w$]*\s*:/u.test(bare)) return "javascript";
  const isTuple = /(?:^|[\s([{,:=])\([^()]*,[^()]*\)/u.test(bare) || /\(\s*\)$/u.test(bare);
  const isSet = /\{[^{}:]+\}/u.test(bare);
  return isTuple || isSet || /\w\s*=\s*(?!=)[^=]/u.test(bare) ? "python" : null;
}
