import { extensions } from "vscode";

/** Where the extension host has opened connections to since it started. */
export function connections(): readonly string[] {
  const watch = extensions.getExtension<{ readonly addresses: readonly string[] }>("smcs-tests.connection-watch");
  if (watch === undefined) throw new Error("Connections are not watched.");
  return watch.exports.addresses;
}
