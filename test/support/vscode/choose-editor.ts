import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { TestOptions } from "@vscode/test-electron";
import { findDesktopCode, hasDisplay } from "./find-desktop-code.ts";
import { node24 } from "./node24.ts";

/** A VS Code to test in, and the options of @vscode/test-electron that start it. */
export interface Editor {
  name: string;
  executable: Pick<TestOptions, "vscodeExecutablePath">;
  /** Arguments before the folder to open. */
  leadingArgs: readonly string[];
}

const updateServer = "https://update.code.visualstudio.com/api/releases/stable";

/** Resolves with the installed desktop VS Code, or else a fresh download, or else code-server behind a stand-in. */
export async function chooseEditor(): Promise<Editor> {
  if (hasDisplay()) {
    const installed = findDesktopCode();
    if (installed !== undefined) {
      return {
        name: `desktop VS Code (${installed})`,
        executable: { vscodeExecutablePath: installed },
        leadingArgs: [],
      };
    }
    if (await answers(updateServer)) {
      return { name: "a downloaded desktop VS Code", executable: {}, leadingArgs: [] };
    }
  }
  return {
    name: "code-server with a headless browser",
    // Node as the executable and the script as its first argument need neither a file mode nor a `#!` line.
    executable: { vscodeExecutablePath: node24() },
    leadingArgs: [path.join(import.meta.dirname, "code-stand-in.ts")],
  };
}

/** Resolves quickly with whether the address responds. Without a connection, a download would try for minutes. */
async function answers(url: string): Promise<boolean> {
  const response = fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
  return Promise.race([response, setTimeout(3000, false, { ref: false })]);
}
