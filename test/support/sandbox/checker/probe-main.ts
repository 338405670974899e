import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

// For a test: a child process that reports what it is permitted to do.

const attempts: Record<string, () => unknown> = {
  "read elsewhere": () => readdirSync(tmpdir()),
  write: () => {
    writeFileSync(path.join(tmpdir(), `smcs-probe-${process.pid}`), "");
  },
  "start a process": () => spawnSync(process.execPath, ["--version"]),
};

process.on("message", () => {
  const done = Object.entries(attempts).flatMap(([name, attempt]) => {
    try {
      attempt();
      return [name];
    } catch (error) {
      return error instanceof Error && "code" in error && error.code === "ERR_ACCESS_DENIED"
        ? []
        : [`${name}: ${String(error)}`];
    }
  });
  process.send?.({ done, environment: Object.keys(process.env) });
});
process.send?.("ready");
