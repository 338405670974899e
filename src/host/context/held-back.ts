import { realpath } from "node:fs/promises";
import path from "node:path";
import type { Uri } from "vscode";

/** Names that tools give to files with keys and passwords in them. */
const SECRETS: readonly RegExp[] = [
  /^\.env(?:rc|\..+)?$/i,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/i,
  /\.(?:env|pem|key|p8|p12|pfx|ppk|jks|keystore|kdbx|tfvars|tfstate)$/i,
  /^[._](?:npmrc|pypirc|netrc|pgpass|htpasswd|git-credentials|dockercfg|s3cfg|boto|vault-token)$/i,
  /^(?:.*[-_.])?(?:credentials?|secrets?)(?:\.(?:json|ya?ml|toml|ini|cfg|properties|xml|txt))?$/i,
  /^service[-_]?account.*\.json$/i,
];
/** Endings of files that only show how one with keys looks. */
const EXAMPLE = /[.-](?:example|sample|template|dist|defaults?)$/i;

/** Whether a file may hold keys or passwords, by its name. */
export function mayHoldKeys(file: string): boolean {
  const name = file.slice(file.lastIndexOf("/") + 1);
  return !EXAMPLE.test(name) && SECRETS.some((pattern) => pattern.test(name));
}

/**
 * Returns why a file does not go along with others unless the user names it: it may hold keys, or a link in one of the
 * folders leads to it while it lies outside of all of them. Null where nothing speaks against it.
 */
export async function heldBack(uri: Uri, roots: readonly Uri[]): Promise<"secret" | "outside" | null> {
  if (mayHoldKeys(uri.path)) return "secret";
  if (uri.scheme !== "file") return null;
  const found = await realpath(uri.fsPath).catch(() => null);
  // It cannot be read either, which is said then.
  if (found === null) return null;
  const folders = await Promise.all(roots.map(({ fsPath }) => realpath(fsPath).catch(() => fsPath)));
  if (!folders.some((folder) => isBelow(folder, found))) return "outside";
  return mayHoldKeys(found.replaceAll(path.sep, "/")) ? "secret" : null;
}

function isBelow(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  // On Windows there is no way to another drive.
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
