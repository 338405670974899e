import { randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ProcessKind, type ProcessSetting, spawnInterpreter, START_LIMIT_MS } from "./interpreter-process.ts";
import { SandboxError } from "./sandbox-error.ts";

/**
 * Starts an interpreter once and keeps in a file what every later one starts from: its memory, and of Python its scripts
 * with their compiled functions. A fresh Python then takes a tenth of a second in place of two.
 *
 * The file loses its name before anything is written, so that nothing stays behind, however the processes end.
 *
 * @param entry of the process that writes it
 * @param signal ends it
 * @returns the open file, of Python about 30 MB, for reading only
 * @throws SandboxError
 */
export async function takeSnapshot(
  entry: ProcessKind["entry"],
  setting: ProcessSetting,
  signal: AbortSignal,
): Promise<FileHandle> {
  const [written, snapshot] = await openNameless();
  try {
    const child = spawnInterpreter({ entry, kind: "snapshot" }, setting, ["ignore", written.fd, "pipe"]);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(START_LIMIT_MS)]);
    limit.addEventListener("abort", () => child.kill("SIGKILL"), { once: true });
    let complaints = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints = (complaints + text).slice(-4000)));
    child.once("error", (error) => (complaints += error.message));
    const status = await new Promise((resolve) => child.once("close", resolve));
    if (status !== 0) throw new SandboxError(`An interpreter could not be started in the sandbox: ${complaints}`);
    return snapshot;
  } catch (error) {
    await snapshot.close();
    throw error;
  } finally {
    await written.close();
  }
}

/** A new file without a name, to write and to read. Old versions of Windows keep the name until it is closed. */
async function openNameless(): Promise<[FileHandle, FileHandle]> {
  const file = path.join(tmpdir(), `smcs-memory-${randomUUID()}`);
  const written = await open(file, "wx", 0o600);
  try {
    return [written, await open(file, "r")];
  } catch (error) {
    await written.close();
    throw error;
  } finally {
    await rm(file, { force: true });
  }
}
