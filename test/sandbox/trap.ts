import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AddressInfo } from "node:net";
import type { Goal, Targets } from "./read-escapes.ts";

/** Result of a run, with or without the sandbox. */
export interface Shown {
  readonly finished: boolean;
  readonly stdout: string;
  readonly error: string;
}

/** Canaries and a server that detect programs that leave the sandbox. */
export interface Trap extends Targets {
  /** Resolves with what an escape has reached since the last call; empty if nothing. */
  escaped(shown: Shown, goal: Goal): Promise<string[]>;
  close(): Promise<void>;
}

/** Sets the trap, and puts a canary into this process's environment. */
export async function setTrap(): Promise<Trap> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-escape-"));
  const [inFile, inVariable, reached] = [
    "canary in a file 5f1c",
    "canary in a variable 83ab",
    "reached what it must not 77d0",
  ];
  const canaryFile = path.join(folder, "canary.txt");
  const outside = path.join(folder, "outside");
  await writeFile(canaryFile, inFile);
  await mkdir(outside);
  const canaryVariable = "SMCS_TEST_CANARY";
  process.env[canaryVariable] = inVariable;
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on("error", () => undefined).destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    folder,
    canaryFile,
    canaryVariable,
    outside,
    reached,
    port: (server.address() as AddressInfo).port,
    escaped: async ({ finished, stdout, error }, goal) => {
      const found: string[] = [];
      if (`${stdout}${error}`.includes(inFile)) found.push("read the file");
      if (`${stdout}${error}`.includes(inVariable)) found.push("read the environment");
      if (stdout.includes(reached)) found.push("holds what it must not hold");
      if (connections > 0) found.push("connected");
      const made = await readdir(outside);
      if (made.length > 0) found.push(`made ${made.join(", ")}`);
      if (finished && (goal === "outlive" || goal === "stay")) found.push("came to a good end");
      connections = 0;
      await Promise.all(made.map((name) => rm(path.join(outside, name), { recursive: true })));
      return found;
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
      Reflect.deleteProperty(process.env, canaryVariable);
    },
  };
}
