/**
 * `node test/gate/tools.ts python | browser | code-server`: finds what tests need beyond npm's packages, and installs what
 * is missing where that is possible. It runs before the steps that need it: two at once would get into each other's way.
 */
import { requireCodeServer } from "../support/vscode/code-server-install.ts";
import { canInstallDebianPackages, installDebianPackages } from "../support/vscode/debian-packages.ts";
import { findOnPath } from "../support/vscode/find-on-path.ts";
import { requireBrowser } from "../support/vscode/require-browser.ts";

const tools: Readonly<Record<string, () => Promise<unknown>>> = {
  // Tests that need Python say so where there is none.
  python: async () => {
    if (findOnPath("python3").length === 0 && canInstallDebianPackages()) await installDebianPackages(["python3"]);
  },
  browser: requireBrowser,
  "code-server": () => requireCodeServer(),
};

await tools[process.argv[2] ?? ""]?.();
