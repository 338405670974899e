import { after, afterEach, before, beforeEach } from "node:test";
import { keepFailure, keepFailures } from "../failures.ts";
import { endBrowserAfterTests } from "./browser.ts";
import { exitOnSignals } from "./process-end.ts";
import { VscodeWindow, type WindowOptions } from "./vscode-window.ts";

exitOnSignals();
endBrowserAfterTests();

/**
 * Opens a server and a window before a suite, and closes both after it. Every step of such a suite depends on the
 * previous one, so after a failure all later steps fail at once. For a failed test, a picture, the server's output, the
 * extension's log and the panel's text are kept.
 */
export function useWindow(options: () => WindowOptions | Promise<WindowOptions> = () => ({})): VscodeWindow {
  const window = new VscodeWindow();
  let failed: string | undefined;
  before(async (context) => {
    try {
      await window.open(await options());
    } catch (error) {
      const { filePath = "", name = "" } = context as { readonly filePath?: string; readonly name?: string };
      await keepFailure(filePath, name, window.evidence());
      await window.close();
      throw error;
    }
  });
  beforeEach(() => {
    if (failed !== undefined) throw new Error(`Not tried, since this failed before: ${failed}`);
  });
  keepFailures(() => (failed === undefined ? window.evidence() : { texts: {} }));
  afterEach((context) => {
    // Node's types lack the hook's argument about the ended test.
    const { passed, name } = context as unknown as { readonly passed: boolean; readonly name: string };
    if (!passed) failed ??= name;
  });
  after(() => window.close());
  return window;
}
