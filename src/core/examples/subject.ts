import { partsOf } from "./expressions.ts";

/** What a question asks for. */
export interface Subject {
  /** Names that the question gives to the code it asks for; empty when it gives none. */
  readonly defined: readonly string[];
  /** Whether code in the question defines them, and not only its prose. */
  readonly hasCode: boolean;
  /** The last of them that is a function: what an example without a call is about. */
  readonly main: string | null;
  /** The parameters of that function; empty when the question does not give them. */
  readonly parameters: readonly string[];
  /** Number of parameters without a default. */
  readonly required: number;
  /** Import statements of Python code in the question. */
  readonly imports: readonly string[];
  /** Names that these statements give. */
  readonly imported: readonly string[];
  /** Whether the question speaks of asynchronous functions. */
  readonly isAsync: boolean;
  /** Language of the code, Python unless the question looks like JavaScript. */
  readonly language: "python" | "javascript";
}

const DEFINED = [
  /^[ \t>]*(?:async[ \t]+)?def[ \t]+([A-Za-z_]\w*)[ \t]*\(/gmu,
  /^[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:async[ \t]+)?function[ \t]*\*?[ \t]*([A-Za-z_$][\w$]*)[ \t]*[(<]/gmu,
  /^[ \t]*(?:export[ \t]+)?(?:const|let|var)[ \t]+([A-Za-z_$][\w$]*)[ \t]*=[ \t]*(?:async[ \t]*)?(?:\(|[A-Za-z_$][\w$]*[ \t]*=>|function\b)/gmu,
];
const CLASSES = /^[ \t]*(?:export[ \t]+)?class[ \t]+([A-Za-z_$][\w$]*)/gmu;
/** Words of prose that name a function: "a function called `slugify`", "implement `slugify`", "`slugify(text)` should". */
const NAMED = [
  /\b(?:function|method|helper|routine|def|procedure)[ \t]+(?:called|named|call|name)?:?[ \t]*[`"']?([A-Za-z_$][\w$]*)/giu,
  /\b(?:called|named|implement|write|complete|fix|create|define|need|want|add)[ \t]+(?:me[ \t]+)?(?:the[ \t]+|an?[ \t]+)?(?:(?:function|method)[ \t]+)?`([A-Za-z_$][\w$]*)(?:\([^`\n]*\))?`/giu,
  /\b(?:write|implement|create|define|complete|fix|need|want|add)[ \t]+(?:an?[ \t]+|the[ \t]+)?([A-Za-z_$][\w$]*)\(/giu,
  /(?:[Ff]unktion|Methode|函数|方法|实现)[ \t]*[`"']?([A-Za-z_$][\w$]*)/gu,
];
/** Words that follow "function" in prose without being a name. */
const NO_NAMES = new Set(
  "a an and any called for from given has in is it named of on or returns should so takes that the this to when where which will with you your to be returning taking should must accepts".split(
    " ",
  ),
);
/** Functions and classes of tests, which nobody asks for. */
const OF_TESTS = /^(?:test(?:_|[A-Z]|$)|Test|setUp|tearDown|__)|Tests?$/u;
const IMPORT = /^[ \t]*(?:>>>[ \t]*)?((?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+[\w.,* \t]+)$/gmu;
const SCRIPT =
  /\b(?:java|type)script\b|\bnode\b|\b[jt]s\b|\bfunction\b[^\n]{0,200}\{|\bconst[ \t]+\w+[ \t]*=|=>|===|\bundefined\b/iu;
const PYTHON = /\bpython\b|^[ \t]*(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(|^[ \t]*>>>[ \t]|\b(?:None|True|False)\b/imu;

const ASYNC = /\basync(?:hronous)?\b|\bawait\b|\bpromises?\b/iu;

/** Returns what a question asks for. */
export function subjectOf(question: string): Subject {
  const defined = namesIn(question, DEFINED).filter((name) => !OF_TESTS.test(name));
  const named = namesIn(question, NAMED).filter((name) => !NO_NAMES.has(name.toLowerCase()) && !OF_TESTS.test(name));
  // Prose names a function only when the name is written like one, or is called somewhere.
  const called = named.filter((name) => /[_$\d]|[a-z][A-Z]/u.test(name) || question.includes(`${name}(`));
  const classes = namesIn(question, [CLASSES]).filter((name) => !OF_TESTS.test(name));
  const isSolution = classes.includes("Solution");
  // Where a site gives its class, prose speaks of other functions.
  const functions = [...new Set(isSolution ? defined : [...called, ...defined])];
  const methods = new Set(namesIn(question, [/^[ \t]+def[ \t]+([A-Za-z_]\w*)[ \t]*\([ \t]*self\b/gmu]));
  const main = functions.findLast((name) => !methods.has(name) || isSolution) ?? null;
  const imports = Array.from(question.matchAll(IMPORT), ([, statement = ""]) => statement.trim());
  return {
    defined: [...functions, ...classes],
    hasCode: defined.length > 0 || classes.length > 0,
    main,
    ...parametersOf(main, question),
    imports,
    imported: imports.flatMap(
      (statement) => statement.replace(/^.*import/u, "").match(/\w+(?=[\w.]*[ \t]*(?:,|$))/gu) ?? [],
    ),
    isAsync: ASYNC.test(question),
    language: SCRIPT.test(question) && !PYTHON.test(question) ? "javascript" : "python",
  };
}

/** Reads the first brackets behind a function's name in which there is nothing but parameters. */
function parametersOf(main: string | null, question: string): Pick<Subject, "parameters" | "required"> {
  const heads = question.matchAll(/(?<![\w$])([A-Za-z_$][\w$]*)[ \t]*\(([^()\n]{0,300})\)/gu);
  for (const [, name, inner = ""] of heads) {
    if (name !== main) continue;
    const parts = partsOf(inner, /,/y).map((one) =>
      /^([A-Za-z_$][\w$]*)(\?)?(?:[ \t]*:[^=]*)?([ \t]*=.*)?$/u.exec(one),
    );
    const own = parts.filter((one) => one?.[1] !== "self");
    if (own.length === 0 || own.includes(null)) continue;
    const required = own.filter((one) => one?.[2] === undefined && one?.[3] === undefined).length;
    return { parameters: own.map((one) => one?.[1] ?? ""), required };
  }
  return { parameters: [], required: 0 };
}

function namesIn(text: string, patterns: readonly RegExp[]): string[] {
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .toSorted((a, b) => a.index - b.index)
    .map(([, name = ""]) => name);
}
