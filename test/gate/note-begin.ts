import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach } from "node:test";

// Loaded into each process of tests before their files. A test that blocks its process keeps the reporter from hearing of
// it, so each test's title is written down at once, in place of the one before; a process that ends takes it away.
const folder = process.env["SMCS_TEST_BEGUN"];
const isOnlyRunner = process.env["SMCS_TEST_RUNNER"] === "each" && process.env["NODE_TEST_CONTEXT"] === undefined;
if (folder !== undefined && !isOnlyRunner) {
  const file = path.join(folder, String(process.pid));
  beforeEach((context) => {
    const { fullName, filePath = "" } = context as unknown as { readonly fullName: string; readonly filePath?: string };
    writeFileSync(file, `${path.relative(process.cwd(), filePath)} › ${fullName.replaceAll(" > ", " › ")}`);
  });
  process.once("exit", () => {
    rmSync(file, { force: true });
  });
}
