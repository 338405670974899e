import { createHash, randomUUID } from "node:crypto";
import { constants, type Stats, statSync } from "node:fs";
import { type FileHandle, open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isLeftOver, makeFolder, replaceFile } from "../storage/index.ts";
import { type ProcessKind, type ProcessSetting, spawnInterpreter, START_LIMIT_MS } from "./interpreter-process.ts";
import { SandboxError } from "./sandbox-error.ts";
import { nodeFlags } from "./walls.ts";

/** The script whose process writes a snapshot. */
type Writer = ProcessKind["entry"];

/** Number of snapshots that are kept per writer: one for each version of SMCS and of Node that is in use. */
const MOST_KEPT = 3;

/**
 * The snapshots that interpreters start from: a memory, and for Python also scripts with their compiled functions. A
 * separate process writes each snapshot. A fresh Python then starts in a tenth of a second instead of five seconds.
 */
export class Snapshots {
  readonly #folder: string | undefined;
  readonly #closed: AbortSignal;
  readonly #opened = new Map<Writer, Promise<FileHandle>>();

  /**
   * @param folder that keeps snapshots for other processes; undefined keeps none
   * @param closed cancels writing a snapshot
   */
  constructor(folder: string | undefined, closed: AbortSignal) {
    this.#folder = folder;
    this.#closed = closed;
  }

  /** Resolves with a writer's snapshot as an open, read-only file. @throws SandboxError when no snapshot can be made */
  async of(writer: Writer, setting: ProcessSetting): Promise<FileHandle> {
    const opened = this.#opened.get(writer) ?? this.#open(writer, setting);
    this.#opened.set(writer, opened);
    try {
      return await opened;
    } catch (error) {
      // Memory may have been short for a moment, so the next program tries again.
      if (this.#opened.get(writer) === opened) this.#opened.delete(writer);
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const opened of await Promise.allSettled(this.#opened.values())) {
      if (opened.status === "fulfilled") await opened.value.close();
    }
  }

  async #open(writer: Writer, setting: ProcessSetting): Promise<FileHandle> {
    const kept = this.#folder === undefined ? null : new KeptSnapshots(this.#folder, writer, keyOf(writer, setting));
    const found = await kept?.find().catch(() => null);
    if (found != null) return found;
    const snapshot = await takeSnapshot(writer, setting, this.#closed);
    // If the snapshot cannot be kept, the next process makes its own.
    await kept?.keep(snapshot).catch(() => undefined);
    return snapshot;
  }
}

/**
 * Returns a hash of everything that determines a snapshot: its writer's script and the interpreter's files, by their
 * sizes and times, Node and its flags.
 */
function keyOf(writer: Writer, { files, memoryLimitMb }: ProcessSetting): string {
  const { entries, pyodideFolder, quickjsWasm } = files;
  const parts = ["pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs", "python_stdlib.zip"];
  const inputs = [entries[writer], quickjsWasm, ...parts.map((part) => path.join(pyodideFolder, part))];
  const stamps = inputs.map((file) => {
    // Copying or unpacking a file can set its modification time, but not its change time.
    const { size, mtimeMs, ctimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
    return [file, size, mtimeMs, ctimeMs];
  });
  const { versions, platform, arch } = process;
  const flags = nodeFlags(files, memoryLimitMb);
  return sha256(JSON.stringify([stamps, versions.v8, versions.node, platform, arch, flags])).slice(0, 32);
}

/**
 * The snapshots of one writer in a private folder. Other files in the folder are left alone. A folder or a file that
 * others can write to is not used, because the writer of a snapshot can decide verdicts. A file's name ends with the
 * hash of its content, which reveals damage.
 */
class KeptSnapshots {
  readonly #folder: string;
  /** Matches the names of the writer's snapshots, finished and unfinished. */
  readonly #names: RegExp;
  readonly #begin: string;

  constructor(folder: string, writer: Writer, key: string) {
    this.#folder = folder;
    this.#names = new RegExp(`^${writer}-[0-9a-f]{32}-[0-9a-f]{64}(\\.[0-9a-f-]{36}\\.new)?$`);
    this.#begin = `${writer}-${key}-`;
  }

  /** Resolves with the open snapshot, or with null when none matches. @throws errors of reading */
  async find(): Promise<FileHandle | null> {
    if (!isPrivate(await stat(this.#folder))) return null;
    const name = await this.#fitting();
    if (name === undefined) return null;
    const file = path.join(this.#folder, name);
    // Opens a pipe without waiting for its other end. Windows has neither such pipes nor the flag.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      // Others may have put the file here while the folder was open to them, or have moved another folder here since
      // the check.
      if (found.isFile() && isPrivate(found) && name === this.#begin + sha256(await contentOf(handle))) return handle;
    } catch {
      // An unreadable file is treated as damaged.
    }
    await handle.close();
    await rm(file, { force: true });
    return null;
  }

  /** Keeps a copy of a snapshot, and removes the oldest snapshots beyond MOST_KEPT. @throws errors of writing */
  async keep(snapshot: FileHandle): Promise<void> {
    await makeFolder(this.#folder);
    // Processes that start at the same time all write a snapshot, each with another hash. The first one kept is enough.
    if (!isPrivate(await stat(this.#folder)) || (await this.#fitting()) !== undefined) return;
    const content = await contentOf(snapshot);
    const kept = this.#begin + sha256(content);
    await replaceFile(path.join(this.#folder, kept), content);
    const others: { file: string; at: number }[] = [];
    for (const name of await this.#list()) {
      const file = path.join(this.#folder, name);
      if (await isLeftOver(file)) await rm(file, { force: true });
      else if (!name.endsWith(".new") && name !== kept) others.push({ file, at: (await stat(file)).mtimeMs });
    }
    for (const { file } of others.toSorted((a, b) => b.at - a.at).slice(MOST_KEPT - 1)) await rm(file, { force: true });
  }

  async #fitting(): Promise<string | undefined> {
    return (await this.#list()).find((name) => name.startsWith(this.#begin) && !name.endsWith(".new"));
  }

  async #list(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => this.#names.test(name));
  }
}

/**
 * Starts a writer and resolves with the open, read-only file that it wrote; about 30 MB for Python. The file loses its
 * name before anything is written, so nothing stays behind, however the processes end.
 *
 * @param signal ends the writer
 * @throws SandboxError
 */
async function takeSnapshot(entry: Writer, setting: ProcessSetting, signal: AbortSignal): Promise<FileHandle> {
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

/**
 * Opens a new file without a name, for writing and for reading. Old versions of Windows keep the name until the file is
 * closed.
 */
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

/**
 * Returns whether a folder or a file belongs to the user and only the user can write to it. Always true on Windows,
 * which has no such modes.
 */
function isPrivate({ mode, uid }: Stats): boolean {
  return process.platform === "win32" || (uid === process.getuid?.() && (mode & 0o022) === 0);
}

/** Returns the whole content of a file. Reads at explicit positions, so the file's own position does not matter. */
async function contentOf(handle: FileHandle): Promise<Buffer> {
  const { size } = await handle.stat();
  const content = Buffer.allocUnsafeSlow(size);
  for (let done = 0; done < size;) {
    const { bytesRead } = await handle.read(content, done, size - done, done);
    if (bytesRead === 0) throw new Error("The snapshot became shorter while it was read.");
    done += bytesRead;
  }
  return content;
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
