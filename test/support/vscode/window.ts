import path from "node:path";
import { openBrowser } from "./browser.ts";
import { exitOnSignals } from "./process-end.ts";
import { repositoryRoot } from "./repository.ts";
import { type Server, startServer } from "./server.ts";
import { Workbench } from "./workbench.ts";
import { workbenchUrl } from "./workbench-url.ts";

/** A VS Code window with the packaged extension, in a browser of its own. */
export interface VscodeWindow {
  readonly server: Server;
  readonly workbench: Workbench;
  /** Takes a last picture under this name, and ends browser and server. */
  close(picture: string): Promise<void>;
}

/** Opens a window on an empty workspace, with these settings of the user and this additional environment. */
export async function openWindow(
  settings: Record<string, unknown>,
  env: NodeJS.ProcessEnv = {},
): Promise<VscodeWindow> {
  exitOnSignals();
  const packed = path.join(repositoryRoot, "out", "smcs.vsix");
  const server = await startServer({ extensions: [packed], settings, idleSeconds: 90, env });
  const browser = await openBrowser(server.folders.browserProfile);
  const page = browser.pages()[0] ?? (await browser.newPage());
  const workbench = await Workbench.open(page, workbenchUrl(server.port, { folder: server.folders.workspace }));
  return {
    server,
    workbench,
    close: async (picture) => {
      await workbench.screenshot(picture).catch(() => undefined);
      await browser.close();
      await server.stop();
    },
  };
}
