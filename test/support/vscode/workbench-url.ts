/** Content of a VS Code page. */
export interface PageContent {
  /** Absolute path of the folder to open. By default the window is empty. */
  folder?: string;
  /** Unpacked extension to run; needs the server's smoke test driver. */
  developedExtension?: string;
  /** Module whose `run()` the extension host calls; needs the server's smoke test driver. */
  tests?: string;
}

/** Returns the address of a server's VS Code page. */
export function workbenchUrl(port: number, content: PageContent): string {
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (content.folder === undefined) url.searchParams.set("ew", "true");
  else url.searchParams.set("folder", content.folder);
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload: [string, string][] = [];
  const { developedExtension } = content;
  if (developedExtension !== undefined) payload.push(["extensionDevelopmentPath", remote(developedExtension)]);
  if (content.tests !== undefined) payload.push(["extensionTestsPath", remote(content.tests)]);
  if (payload.length > 0) url.searchParams.set("payload", JSON.stringify([...payload, ["skipWelcome", "true"]]));
  return url.href;
}
