/** A pattern of code that is about a concept of the lexicon. */
interface CodeShape {
  readonly concept: string;
  /**
   * Searched for anywhere in a text, in time linear in the text: every unlimited repetition starts at a word boundary.
   */
  readonly pattern: RegExp;
}

const shape = (concept: string, pattern: RegExp): CodeShape => ({ concept, pattern });

/** Patterns of code that no word of the lexicon matches. */
export const codeShapes: readonly CodeShape[] = [
  shape("threads", /\bThreads?\b|\bgo func\b|\bchan\b|<-/),
  shape("async tasks", /\basync\b|\bawait\b|\bPromise\b|\.then\(/),
  shape(
    "unit tests",
    /\bassert[A-Z_ (.]|\bexpect\(|\b(?:describe|it|test)\(["'`]|\btest_[a-z]|@Test\b|\bt\.Run\b|[._-](?:test|spec)\b|[a-z]Tests?\b/,
  ),
  shape("test doubles", /\b[mM]ock[A-Z]?[a-z]{0,20}[.(]|@patch\b|\b(?:jest|vi)\./),
  shape(
    "exceptions",
    /[a-z](?:Error|Exception)\b|^ +at [\w.$<>]+ ?\(|\bTraceback\b|\btry\s?[:{]|\bcatch\s?[({]|\bexcept [A-Z]/m,
  ),
  shape("logs", /\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE)\b|\blog(?:ger|ging)?\.[a-z]/),
  shape("performance", /\b\d+(?:\.\d+)? ?(?:ms|µs|us|ns)\b/),
  shape(
    "git history",
    /\bHEAD\b|\borigin\/|^[<>=]{7}|\bgit [a-z]|^@@ |\b(?=[a-f]{0,6}\d)(?=\d{0,6}[a-f])[0-9a-f]{7}\b/m,
  ),
  shape(
    "queries",
    /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|GROUP BY|ORDER BY|JOIN|FROM|HAVING|UNION|DISTINCT)\b/,
  ),
  shape("schemas and indexes", /\b(?:CREATE TABLE|ALTER TABLE|CREATE INDEX|PRIMARY KEY|VARCHAR|NOT NULL|EXPLAIN)\b/),
  shape(
    "text formats",
    /\.(?:json|csv|tsv|ya?ml|xml|toml|ini|md|txt|xlsx?|parquet)\b|[{[]\s?["']\w+["']\s?:|<\/\w|<\?xml|^\w+:$|^- \w+:/m,
  ),
  shape("binary formats", /\b0x[0-9a-fA-F]{2}|\b(?:[0-9A-F]{2} ){3}|\\x[0-9a-f]{2}/),
  shape(
    "timestamps",
    /\b\d{4}-\d{2}-\d{2}(?:T\d|\b)|\b\d\d?[./]\d\d?[./](?:19|20)\d{2}\b|\b[yYmMdD]{2,4}([-/.])[yYmMdD]{2}\1[yYmMdD]{2,4}\b|%[YmdHMS]\b/,
  ),
  shape("durations and schedules", /\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b\d\d? ?[ap]\.?m\b/i),
  shape(
    "time zones",
    /[+-](?:0\d|1[0-4]):?[03]0\b|\b(?:Europe|America|Asia|Africa|Australia|Pacific|Etc)\/[A-Z]|\b(?:[CE]E?S?T|[EP][SD]T)\b/,
  ),
  shape(
    "regular expressions",
    /\\[dwsbDWSB](?![a-z])|\[\^?[a-zA-Z0-9]-[a-zA-Z0-9]|\(\?[:=!<P]|\.[*+]\??|\[\^|\)[*+?]|\{\d+,\d*\}|\$\d\b|\\\d\b|\\\./,
  ),
  shape("complexity", /\bO\(/),
  shape(
    "type systems",
    /\binterface [A-Z]|\btype [A-Z]\w* ?=|: (?:string|number|boolean|int|str|float|any|unknown|never|bool)\b|\bas (?:const|unknown|any|string|number)\b|\bkeyof\b/,
  ),
  shape("generics and variance", /\w<[A-Z?]\w{0,40}[,<> ?&|[\]]|\bTypeVar\b|\bimpl\b/),
  shape("data types", /["'] \| ["']|\b[A-Za-z]\w* \| (?:null|undefined|None)\b|\b(?:Optional|Union)\[|\benum\b/),
  shape(
    "requests and responses",
    /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b(?! FROM)|\bHTTP\/\d|\bhttps?:\/\/|\b[A-Z][a-z]+-[A-Z][a-z]+:|\b(?:20[14]|30[1-478]|40[1-9]|41\d|42[29]|50[1-4])\b/,
  ),
];
