/** Names that many files have; their folder's name says what they are. */
const COMMON = /^(?:index|__init__|mod|main)$/u;
const TEST = /^test_|_test$|\.(?:test|spec)$/u;

/**
 * Returns a glob pattern for the test files of a file, by the conventions for their names; null for a file that is no
 * code of Python, JavaScript or TypeScript, or that is a test itself.
 */
export function testPatterns(file: string): string | null {
  const { stem, extension, folder } = partsOf(file);
  const isScript = /^[cm]?[jt]sx?$/u.test(extension);
  if ((extension !== "py" && !isScript) || TEST.test(stem)) return null;
  const names = COMMON.test(stem) && folder !== "" ? [stem, folder] : [stem];
  const usable = names.filter((name) => /^[\w.-]+$/u.test(name));
  if (usable.length === 0) return null;
  // Without braces inside of braces, which not every search understands.
  const patterns = usable.flatMap((name) =>
    isScript
      ? [
          `${name}.test.*`,
          `${name}.spec.*`,
          ...["test", "tests", "__tests__"].map((folder) => `${folder}/**/${name}.*`),
        ]
      : [`test_${name}.py`, `${name}_test.py`, ...["test", "tests"].map((folder) => `${folder}/**/*${name}*.py`)],
  );
  return `{${patterns.map((pattern) => `**/${pattern}`).join(",")}}`;
}

/** Returns whether the text of a test file imports a file, as far as the words of its imports say. */
export function importsFile(text: string, file: string): boolean {
  const { stem, extension, folder } = partsOf(file);
  const names = COMMON.test(stem) ? [stem, folder] : [stem];
  return names.some((name) => {
    const word = name.replaceAll(/[^\w-]/gu, String.raw`\$&`);
    const pattern =
      extension === "py"
        ? String.raw`^[ \t]*(?:from|import)[ \t][^\n]{0,300}?(?<!\w)${word}(?!\w)`
        : String.raw`(?:from|import|require\(|import\()[ \t\n]*["'](?:[^"'\n]{0,300}/)?${word}(?:\.[cm]?[jt]sx?)?["']`;
    return new RegExp(pattern, "mu").test(text);
  });
}

function partsOf(file: string): { readonly stem: string; readonly extension: string; readonly folder: string } {
  const [, folder = "", name = ""] = /(?:^|([^/]*)\/)([^/]*)$/u.exec(file) ?? [];
  const dot = name.lastIndexOf(".");
  return { stem: dot < 0 ? name : name.slice(0, dot), extension: dot < 0 ? "" : name.slice(dot + 1), folder };
}
