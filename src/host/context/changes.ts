import { type Event, extensions, l10n, type QuickPickItem, type Uri, window, workspace } from "vscode";
import { messageOf } from "../../core/errors.ts";
import { plural } from "../plural.ts";
import { showQuickPick } from "../messages.ts";
import { ContextError } from "./attachment.ts";
import type { Collected } from "./collected.ts";
import { diffParts } from "./diff-parts.ts";
import { gatherFiles, Gathering } from "./gathering.ts";
import { mayHoldKeys } from "./held-back.ts";
import { labelOf } from "./read-file.ts";

/** Timeout for git to find the repositories of a new window. */
const WAITED_MS = 10_000;

/** The git extension's state of a file that git does not track. */
const UNTRACKED = 7;

interface Change {
  readonly uri: Uri;
  readonly status: number;
}

/** The used part of a repository in VS Code's git extension, version 1 of its interface. */
interface Repository {
  readonly rootUri: Uri;
  readonly state: { readonly workingTreeChanges: readonly Change[]; readonly untrackedChanges?: readonly Change[] };
  status(): Promise<void>;
  diff(cached?: boolean): Promise<string>;
}

interface Git {
  readonly state: "uninitialized" | "initialized";
  readonly onDidChangeState: Event<Git["state"]>;
  readonly repositories: readonly Repository[];
}

interface RepositoryItem extends QuickPickItem {
  readonly repository: Repository;
}

/**
 * Returns the changes since the last commit of a repository: staged and unstaged changes and new files. Returns
 * undefined when the user dismisses the choice between repositories.
 *
 * @throws ContextError when there is no repository, or nothing has changed
 */
export async function collectChanges(mostBytes: number): Promise<Collected | undefined> {
  const repository = await chooseRepository();
  if (repository === undefined) return undefined;
  const gathering = new Gathering(mostBytes);
  const name = nameOf(repository);
  try {
    await repository.status();
    const [staged, unstaged] = await Promise.all([repository.diff(true), repository.diff(false)]);
    gatherDiff(gathering, staged, l10n.t("Staged changes (git diff --cached):"));
    gatherDiff(gathering, unstaged, l10n.t("Changes that are not staged (git diff):"));
  } catch (error) {
    throw new ContextError(l10n.t("git does not say what has changed in {0}: {1}.", name, messageOf(error)));
  }
  await gatherFiles(gathering, untrackedOf(repository), {
    heading: l10n.t("New files that git does not track:"),
    roots: [repository.rootUri],
  });
  const isIn = (uri: Uri): boolean => uri.path.startsWith(`${repository.rootUri.path}/`);
  for (const { isDirty, uri } of workspace.textDocuments)
    if (isDirty && isIn(uri)) gathering.leaveOut(labelOf(uri), "unsaved");
  const { labels, note, text } = gathering;
  if (labels.size === 0)
    throw new ContextError(
      note ?? l10n.t("Nothing in {0} has changed since the last commit. Attach files or a folder instead.", name),
    );
  return {
    id: `changes ${repository.rootUri.toString()}`,
    kind: "changes",
    label: l10n.t("Changes in {0} ({1})", name, plural(labels.size, "{0} file", "{0} files")),
    text,
    note,
    fileName: "changes.diff",
  };
}

function gatherDiff(gathering: Gathering, diff: string, heading: string): void {
  for (const { file, text } of diffParts(diff)) {
    if (mayHoldKeys(file)) gathering.leaveOut(file, "secret");
    else if (text === null) gathering.leaveOut(file, "binary");
    else gathering.add(file, text, heading);
  }
}

/**
 * Returns the new files. They are among the other changes or in a list of their own, depending on the user's settings.
 */
function untrackedOf({ state }: Repository): Uri[] {
  const all = [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])];
  return all.filter(({ status }) => status === UNTRACKED).map(({ uri }) => uri);
}

/** Returns the repository of the file in the editor, or the only one; asks if there are several. */
async function chooseRepository(): Promise<Repository | undefined> {
  const { repositories } = await gitOf();
  if (repositories.length === 0)
    throw new ContextError(
      l10n.t("No git repository is open. Open the folder of one, or attach files or a folder instead."),
    );
  const current = window.activeTextEditor?.document.uri.path ?? "";
  const [nearest] = repositories
    .filter(({ rootUri }) => current.startsWith(`${rootUri.path}/`))
    .toSorted((a, b) => b.rootUri.path.length - a.rootUri.path.length);
  const only = repositories.length === 1 ? repositories[0] : nearest;
  if (only !== undefined) return only;
  const items = repositories.map((repository) => ({ label: nameOf(repository), repository }));
  const picked = await showQuickPick<RepositoryItem>(items, {
    title: l10n.t("Add Changes"),
    placeHolder: l10n.t("The changes of which repository go with the question?"),
  });
  return picked?.repository;
}

/** Returns VS Code's git once it knows the repositories of this window. @throws ContextError when there is no git */
async function gitOf(): Promise<Git> {
  const extension = extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): Git }>("vscode.git");
  const exported = await extension?.activate();
  if (exported?.enabled !== true)
    throw new ContextError(
      l10n.t(
        "Git is not available in this window: it is switched off or not installed, or the workspace is not trusted. Attach files or a folder instead.",
      ),
    );
  const git = exported.getAPI(1);
  if (git.state === "initialized") return git;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
    const timer = setTimeout(end, WAITED_MS);
    const listening = git.onDidChangeState(end);
  });
  return git;
}

function nameOf({ rootUri }: Repository): string {
  return rootUri.path.slice(rootUri.path.lastIndexOf("/") + 1);
}
