import type { PlacedExample } from "./example.ts";
import type { Subject } from "./subject.ts";
import { languageOf } from "./value-language.ts";
import { argumentsAt, matchAt, valueAt } from "./values.ts";

/** Words before what is given: "For", "Given the list", "if I pass". */
const FOR =
  /(?<![\p{L}$])(?:for|with|given|when|if|on|from|like|pass(?:ing)?|give it|e\.g\.|examples?|für|bei|aus|gegeben|wenn|例如|比如|给定|输入)[:：]?[ \t]*(?:(?:I|we|you)[ \t]+(?:pass|give|enter|call it with)[ \t]+)?(?:(?:the|an?)[ \t]+)?(?:(?:inputs?|lists?|strings?|arrays?|numbers?|texts?|words?|values?)[ \t]+(?![=:]))?(?:(?:like|such as|of)[ \t]+)?`?/giu;
/** Words between what is given and what comes out: "the output should be". */
const COMES_OUT =
  /(?!`?[ \t]*,?[ \t]*(?:to|and|or|of)\b)`?[ \t]*,?[ \t]*(?:[^.\n]{0,80}?\b(?:output|result|answer|function|method|it|you|code|one)[ \t]+(?:(?:should|must|would|will|has to)[ \t]+)?(?:be|is|equals?|returns?|gives?|outputs?|gets?|produces?|yields?)|(?:should|must|would|will|has to)[ \t]+(?:be|return|give|output|produce|yield|become)|(?:returns?|gives?|outputs?|yields?|produces?|becomes)|I(?:'d|[ \t]+would)?[ \t]+(?:want|expect|need|like|should get)(?:[ \t]+to get)?|(?:soll(?:te)?|muss|ergibt|liefert|kommt|ist)(?:[ \t]+(?:das Ergebnis|die Ausgabe|es))?|(?:应该|应|会)?(?:返回|得到|输出))(?:[ \t]+back)?[ \t]*:?[ \t]*`?/iy;
/** What is said of a value at the beginning of a sentence or its part: "0 should give 32". */
const MUST_GIVE =
  /`?[ \t]+(?:should|must|has to|needs to)[ \t]+(?:give|return|yield|become|produce|output|result[ \t]+in|map[ \t]+to)[ \t]*:?[ \t]*`?/iy;
/** Words before and between a value and what it becomes: "turns 59 into '0:59'". */
const TURNS = /\b(?:turns?|converts?|changes?|maps?)[ \t]+`?/giu;
const INTO = /`?[ \t]+(?:in)?to[ \t]+`?/iy;
const ARROW = /`?[ \t]*(?:-{1,2}>|→|➞|⇒|➜|➔|={1,2}>)[ \t]*`?/y;
/** The beginning of a sentence, or of a part of one, with a value. */
const CLAUSE =
  /(?:^[ \t]*|[.;:,(][ \t]+|\b(?:and|while|but)[ \t]+)`?(?=[-"'[{(\d]|(?:True|False|None|true|false|null)\b)/gmu;
/** The beginning of a line that lists examples: "- ", "2. ", "Example 1: ", "n = ". */
const ITEM =
  /^[ \t]*(?:(?:[*+•-]|\d+[.)])[ \t]+|(?:[*-][ \t]+)?(?:examples?|e\.g\.|eg|beispiele?|例)(?:[ \t]*\d+)?[ \t]*[:：.]?[ \t]*|(?=[a-z_]\w{0,30}[ \t]*=[ \t]*["'[{(\d-]))`?/gimu;
const ENDS =
  /^(?:`|"{1,3}|'{1,3})?[ \t]*(?:$|\n|[.;,)?!](?:\s|$)|[。,;]|\(|#|\/\/|(?:because|since|as|and|back|if|while|but|or|herauskommen|ergeben|zurückgeben|sein|heraus)\b)/u;
/** Another example behind one: ", 4 -> 'IV'". */
const ANOTHER = /`?[ \t]*(?:[,;][ \t]*)?(?:and[ \t]+)?`?/y;
/** Questions that ask for code. */
const ASKS =
  /\b(?:write|implement|returns?|function|func|code|python|java ?script|typescript|js|def|method|helper|fix|schreib\w*|funktion)\b|写|函数|实现/iu;
/** Maximum number of places that are read. */
const MOST_READ = 400;

type FoundAt = Omit<PlacedExample, "at"> & { readonly end: number };

/** Finds what is given and what comes out without a call: "for [1, 2] the output should be 3", "'a' -> 'b'". */
export function sentencesIn(question: string, subject: Subject): PlacedExample[] {
  if (subject.main === null && !ASKS.test(question)) return [];
  const found: PlacedExample[] = [];
  const read = (at: number, relations: readonly RegExp[]): void => {
    let next = at;
    for (;;) {
      const one = pairAt(question, next, relations);
      if (one === null) return;
      const { end, ...example } = one;
      found.push({ at: next, ...example });
      next = end + (matchAt(ANOTHER, question, end)?.[0].length ?? 0);
    }
  };
  for (const [beginning, relations] of [
    [FOR, [ARROW, COMES_OUT]],
    [ITEM, [ARROW]],
    [CLAUSE, [MUST_GIVE]],
    [TURNS, [INTO]],
  ] as const)
    for (const begin of [...question.matchAll(beginning)].slice(0, MOST_READ))
      read(begin.index + begin[0].length, relations);
  return found;
}

/** Returns the example whose arguments stand at an index, all of it in one line. */
function pairAt(question: string, at: number, relations: readonly RegExp[]): FoundAt | null {
  const lineEnd = question.indexOf("\n", at);
  const line = question.slice(0, lineEnd < 0 ? undefined : lineEnd);
  const { list, end } = argumentsAt(line, at);
  if (list.length === 0) return null;
  const relation = relations.map((pattern) => matchAt(pattern, line, end)?.[0]).find((one) => one !== undefined);
  const expected = relation === undefined || relation.trim() === "" ? null : valueAt(line, end + relation.length);
  if (expected === null || !ENDS.test(line.slice(expected.end))) return null;
  const language = languageOf(`${list.map(({ value }) => value).join(" , ")} ${expected.text}`);
  return { given: { kind: "arguments", list }, expected: expected.text, language, end: expected.end };
}
