/** The part of git's output about one file. */
interface DiffPart {
  readonly file: string;
  /** Null for a binary file. */
  readonly text: string | null;
}

/** Maximum length of a line with two names, far more than file systems allow. */
const LONGEST_LINE = 20_000;

/** Returns the parts of a diff of git, one for each file. */
export function diffParts(diff: string): DiffPart[] {
  // A line of a file begins with a space, a plus or a minus, so only git's own lines begin with `diff`. The flag `m`
  // sees too many lines: git's lines may contain a lone \r or U+2028.
  return diff.split(/(?<![^\n])(?=diff --(?:git|cc|combined) )/).flatMap((text) => {
    if (text.trim() === "") return [];
    const [head = ""] = text.split("\n@@", 1);
    const isBinary = /^(?:Binary files .* differ|GIT binary patch)$/m.test(head);
    return [{ file: fileOf(head), text: isBinary ? null : text.trimEnd() }];
  });
}

/** Returns the name after the change, or the old name of a deleted file. */
function fileOf(head: string): string {
  const named = /^\+\+\+ (?!\/dev\/null)(.*)$/m.exec(head) ?? /^--- (?!\/dev\/null)(.*)$/m.exec(head);
  if (named !== null) return plainName(named[1] ?? "").replace(/^[a-z]\//, "");
  const renamed = /^rename to (.*)$/m.exec(head);
  if (renamed !== null) return plainName(renamed[1] ?? "");
  const first = (head.split("\n", 1)[0] ?? "").slice(0, LONGEST_LINE);
  const twice = /^diff --git "?[a-z]\/(.*?)"? "?[a-z]\/\1"?$/.exec(first);
  if (twice !== null) return first.includes('"') ? unquoted(twice[1] ?? "") : (twice[1] ?? "");
  return first.replace(/^diff --\S+ /, "");
}

/** Returns a name without the quotes around it or the tab behind it, with which git marks unusual names. */
function plainName(name: string): string {
  const quoted = /^"(.*)"$/.exec(name);
  return quoted === null ? name.replace(/\t$/, "") : unquoted(quoted[1] ?? "");
}

/** Returns the name that git has quoted: bytes in octal, and a backslash before characters that would end the name. */
function unquoted(name: string): string {
  const pieces = [...name.matchAll(/\\([0-3][0-7]{2})|\\?(.)/gu)].map(([, octal, letter = ""]) =>
    octal === undefined ? Buffer.from(letter) : Buffer.from([Number.parseInt(octal, 8)]),
  );
  return Buffer.concat(pieces).toString();
}
