import { homedir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { FileType, Uri, workspace } from "vscode";
import { messageOf } from "../../core/errors.ts";
import {
  allFindings,
  type Findings,
  ForeignFileError,
  LARGEST_FILE,
  readClineProviders,
  readContinueJson,
  readContinueYaml,
  readEnvironment,
  readVsCodeModels,
} from "../../endpoint-import/index.ts";

/** The findings of all places, and the places that could not be read. */
export interface Looked extends Findings {
  /** Sentences, each with its file. */
  readonly problems: readonly string[];
}

/** The variables and folders that an import reads. */
interface LookedAt {
  /** The folder of `keptStorage`; VS Code's own files are two folders above. */
  readonly storageFolder: string;
  readonly home?: string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

type Reader = (file: string, content: string) => Findings;

/**
 * Reads the endpoints of other programs: VS Code, Continue, Cline, and variables. It reads only the user's own files,
 * never a workspace, and sends nothing.
 */
export async function lookEverywhere({
  storageFolder,
  home = homedir(),
  variables = process.env,
}: LookedAt): Promise<Looked> {
  const folderOf = (variable: string, otherwise: string): string => {
    const folder = variables[variable]?.trim() ?? "";
    return folder === "" ? otherwise : folder;
  };
  const continueFolder = folderOf("CONTINUE_GLOBAL_DIR", path.join(home, ".continue"));
  const clineHome = folderOf("CLINE_DIR", path.join(home, ".cline"));
  const clineFolder = folderOf("CLINE_DATA_DIR", path.join(clineHome, "data"));
  const inFolder = (folder: string, ...names: string[]): Uri => Uri.file(path.join(folder, ...names));
  const secrets = await secretsIn(inFolder(continueFolder, ".env"), variables);
  const looked = await Promise.all([
    readFirst(vsCodeFiles(storageFolder), home, readVsCodeModels),
    // Continue itself reads its older file only if there is no newer one.
    readFirst(
      [inFolder(continueFolder, "config.yaml"), inFolder(continueFolder, "config.json")],
      home,
      (file, content) =>
        file.endsWith(".json") ? readContinueJson(file, content) : readContinueYaml(file, content, secrets),
    ),
    readFirst([inFolder(clineFolder, "settings", "providers.json")], home, readClineProviders),
  ]);
  const all = allFindings([...looked, readEnvironment(variables)]);
  return { ...all, problems: looked.flatMap(({ problems }) => problems) };
}

/** Returns the files of the profile in use, of the default profile, and of a browser, which has no disk. */
function vsCodeFiles(storageFolder: string): Uri[] {
  const name = "chatLanguageModels.json";
  const profile = path.join(storageFolder, "..", "..");
  const isOwnProfile = path.basename(path.dirname(profile)) === "profiles";
  return [
    Uri.file(path.join(profile, name)),
    ...(isOwnProfile ? [Uri.file(path.join(profile, "..", "..", name))] : []),
    Uri.from({ scheme: "vscode-userdata", path: `/User/${name}` }),
  ];
}

/** Reads the first of the files that exists. */
async function readFirst(files: readonly Uri[], home: string, read: Reader): Promise<Looked> {
  for (const file of files) {
    try {
      const content = await readSmallFile(file);
      if (content !== null) return { ...read(shortened(file.fsPath, home), content), problems: [] };
    } catch (error) {
      return { endpoints: [], leftOut: [], problems: [messageOf(error)] };
    }
  }
  return { endpoints: [], leftOut: [], problems: [] };
}

/** Returns a file's path with `~` for the home folder. */
function shortened(file: string, home: string): string {
  return file.startsWith(home + path.sep) ? `~${file.slice(home.length)}` : file;
}

/** Returns the values of Continue's placeholders: from its own `.env`, then from the variables. */
async function secretsIn(
  file: Uri,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const content = await readSmallFile(file).catch(() => null);
  const given = Object.entries({ ...variables, ...parseEnv(content ?? "") });
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/**
 * Reads a text file of another program. Returns null when the file does not exist or cannot be examined.
 *
 * @throws ForeignFileError when it is not a file, or too long for settings
 */
async function readSmallFile(file: Uri): Promise<string | null> {
  const found = await Promise.resolve(workspace.fs.stat(file)).catch(() => null);
  if (found === null) return null;
  if ((found.type & FileType.File) === 0) throw new ForeignFileError(file.fsPath, "", "it is not a file.");
  if (found.size > LARGEST_FILE) throw new ForeignFileError(file.fsPath, "", "it is too long for settings.");
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}
