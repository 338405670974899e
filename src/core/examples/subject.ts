/** Names that a question gives to the code it asks for; empty when it gives none. */
export interface Subject {
  readonly defined: readonly string[];
  /** The last of them that is a function: what an example without a call is about. */
  readonly main: string | null;
}

const DEFINED = [
  /^[ \t>]*(?:async[ \t]+)?def[ \t]+([A-Za-z_]\w*)[ \t]*\(/gmu,
  /\bfunction[ \t]*\*?[ \t]*([A-Za-z_$][\w$]*)[ \t]*[(<]/gu,
  /^[ \t]*(?:export[ \t]+)?(?:const|let|var)[ \t]+([A-Za-z_$][\w$]*)[ \t]*=[ \t]*(?:async[ \t]*)?(?:\(|[A-Za-z_$][\w$]*[ \t]*=>|function\b)/gmu,
];
const CLASSES = /^[ \t]*(?:export[ \t]+)?class[ \t]+([A-Za-z_$][\w$]*)/gmu;
/** Words of prose that name a function: "a function called `slugify`", "implement `slugify`", "`slugify(text)` should". */
const NAMED = [
  /\b(?:function|method|helper|routine|def|procedure)[ \t]+(?:called|named|call|name)?:?[ \t]*[`"']?([A-Za-z_$][\w$]*)[`"']?/giu,
  /\b(?:called|named|implement|write|complete|fix|create|define)[ \t]+(?:the[ \t]+|a[ \t]+)?(?:(?:function|method)[ \t]+)?`([A-Za-z_$][\w$]*)(?:\([^`\n]*\))?`/giu,
  /\b(?:write|implement|create|define|complete|fix|need|want)[ \t]+(?:a[ \t]+|the[ \t]+)?([A-Za-z_$][\w$]*)\(/giu,
];
/** Words that follow "function" in prose without being a name. */
const NO_NAMES = new Set(
  "a an and any called for from given has in is it named of on or returns should so takes that the this to when where which will with you your to be returning taking should must accepts".split(
    " ",
  ),
);

/** Returns what the code is called that a question asks for. */
export function subjectOf(question: string): Subject {
  const defined = namesIn(question, DEFINED).filter((name) => !name.startsWith("__"));
  const named = namesIn(question, NAMED).filter((name) => !NO_NAMES.has(name.toLowerCase()));
  // Prose names a function only when the name is written like one, or is called somewhere.
  const called = named.filter((name) => /[_$\d]|[a-z][A-Z]/u.test(name) || question.includes(`${name}(`));
  const functions = [...new Set([...called, ...defined])];
  const methods = defined.filter((name) =>
    new RegExp(`^[ \\t]+def[ \\t]+${name}[ \\t]*\\([ \\t]*self\\b`, "mu").test(question),
  );
  const classes = namesIn(question, [CLASSES]);
  return {
    defined: [...functions, ...classes],
    main: functions.findLast((name) => !methods.includes(name) || classes.includes("Solution")) ?? null,
  };
}

function namesIn(text: string, patterns: readonly RegExp[]): string[] {
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .toSorted((a, b) => a.index - b.index)
    .map(([, name = ""]) => name);
}
