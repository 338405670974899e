import { realpath } from "node:fs/promises";
import path from "node:path";
import type { Uri } from "vscode";

/** Usual names of files with keys and passwords. */
const SECRETS: readonly RegExp[] = [
  /^\.env(?:rc|\..+)?$/i,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/i,
  /\.(?:env|pem|key|p8|p12|pfx|ppk|jks|keystore|kdbx|tfvars|tfstate)$/i,
  /^[._](?:npmrc|pypirc|netrc|pgpass|htpasswd|git-credentials|dockercfg|s3cfg|boto|vault-token)$/i,
  /^(?:.*[-_.])?(?:credentials?|secrets?)(?:\.(?:json|ya?ml|toml|ini|cfg|properties|xml|txt))?$/i,
  /^service[-_]?account.*\.json$/i,
];
/** Extensions of templates for files with keys. */
const EXAMPLE = /[.-](?:example|sample|template|dist|defaults?)$/i;

/** Returns whether a file may hold keys or passwords, by its name. */
export function mayHoldKeys(file: string): boolean {
  const name = file.slice(file.lastIndexOf("/") + 1);
  return !EXAMPLE.test(name) && SECRETS.some((pattern) => pattern.test(name));
}

/**
 * Returns why a file is not attached with others unless the user names it: it may hold keys, or it is outside of all
 * folders and reached by a link. Returns null for other files.
 */
export async function heldBack(uri: Uri, roots: readonly Uri[]): Promise<"secret" | "outside" | null> {
  if (mayHoldKeys(uri.path)) return "secret";
  if (uri.scheme !== "file") return null;
  const found = await realpath(uri.fsPath).catch(() => null);
  // The file cannot be read either, and reading it reports that.
  if (found === null) return null;
  const folders = await Promise.all(roots.map(({ fsPath }) => realpath(fsPath).catch(() => fsPath)));
  if (!folders.some((folder) => isBelow(folder, found))) return "outside";
  return mayHoldKeys(found.replaceAll(path.sep, "/")) ? "secret" : null;
}

function isBelow(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  // On Windows there is no relative path to another drive.
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
