/**
 * `node test/gate/tools.ts python | browser | postgres | code-server`: finds a program that tests need beyond npm's packages, and
 * installs it if it is missing and that is possible. Runs before the steps that need it, because two installations at
 * once would interfere.
 */
import { requirePostgres } from "../support/postgres/find-postgres.ts";
import { requireCodeServer } from "../support/vscode/code-server-install.ts";
import { canInstallDebianPackages, installDebianPackages } from "../support/vscode/debian-packages.ts";
import { findOnPath } from "../support/vscode/find-on-path.ts";
import { requireBrowser } from "../support/vscode/require-browser.ts";

const tools: Readonly<Record<string, () => Promise<unknown>>> = {
  // Tests that need Python report when there is none.
  python: async () => {
    if (findOnPath("python3").length === 0 && canInstallDebianPackages()) await installDebianPackages(["python3"]);
  },
  browser: requireBrowser,
  postgres: requirePostgres,
  "code-server": () => requireCodeServer(),
};

await tools[process.argv[2] ?? ""]?.();
