import { CancellationTokenSource, RelativePattern, type Uri, window, workspace } from "vscode";
import type { Sources } from "../../assembly/index.ts";
import { hasExamplesFor, MOST_OF_A_FILE, type TestFile } from "../../core/examples/index.ts";
import type { Question } from "../../core/question.ts";
import type { Attachment } from "./attachment.ts";
import { heldBack } from "./held-back.ts";
import { labelOf, readFile } from "./read-file.ts";
import { importsFile, testPatterns } from "./test-patterns.ts";
import { excluded } from "./workspace-files.ts";

/** Maximum number of files whose names are those of tests and that are read. */
const MOST_READ = 20;
/** Maximum number of test files of one question. */
const MOST_FILES = 3;
/** Time after which the search ends with what it has found, in milliseconds. */
const TIME_LIMIT_MS = 3_000;

/**
 * Finds the test files of the workspace that import what a question is about and have examples for it: the attached
 * files, else the active one. Test files are read, never run and never sent: SMCS looks for examples in them. Finds none
 * in a workspace that the user does not trust, and when answers are chosen without examples.
 */
export function testsFor(
  { settings, sandboxFolders }: Pick<Sources, "settings" | "sandboxFolders">,
  items: readonly Pick<Attachment, "uri">[],
  question: Pick<Question, "text" | "context">,
): Promise<TestFile[]> {
  if (settings.parameters.posterior !== "checked" || sandboxFolders === undefined) return Promise.resolve([]);
  const attached = items.flatMap(({ uri }) => uri ?? []);
  const active = window.activeTextEditor?.document.uri;
  const about = attached.length > 0 || active === undefined ? attached : [active];
  // A search that fails must not keep the question from being asked.
  return workspaceTests(about, question).catch(() => []);
}

async function workspaceTests(
  about: readonly Uri[],
  question: Pick<Question, "text" | "context">,
): Promise<TestFile[]> {
  if (!workspace.isTrusted) return [];
  const stop = new CancellationTokenSource();
  const timer = setTimeout(() => {
    stop.cancel();
  }, TIME_LIMIT_MS);
  const found: TestFile[] = [];
  const attached = new Set(question.context.map(({ label }) => label));
  try {
    for (const file of about) {
      const folder = workspace.getWorkspaceFolder(file);
      const patterns = folder === undefined ? null : testPatterns(file.path);
      if (folder === undefined || patterns === null) continue;
      const pattern = new RelativePattern(folder, patterns);
      const uris = await workspace.findFiles(pattern, excluded(), MOST_READ, stop.token);
      for (const uri of uris.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
        if (stop.token.isCancellationRequested || found.length >= MOST_FILES) return found;
        const label = labelOf(uri);
        if (!/\.(?:py|[cm]?[jt]sx?)$/u.test(uri.path)) continue;
        if (uri.path === file.path || attached.has(label) || found.some((one) => one.label === label)) continue;
        if ((await heldBack(uri, [folder.uri])) !== null) continue;
        // The record keeps no more than what is read.
        const text = (await readFile(uri).catch(() => "")).slice(0, MOST_OF_A_FILE);
        if (!importsFile(text, file.path)) continue;
        if (hasExamplesFor({ label, text }, question)) found.push({ label, text });
      }
    }
    return found;
  } finally {
    clearTimeout(timer);
    stop.dispose();
  }
}
