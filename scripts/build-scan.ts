// Writes src/bank/scan/scan-wasm.ts from scan.wat: node scripts/build-scan.ts
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import wabt from "wabt";

const folder = path.join(import.meta.dirname, "../src/bank/scan");

/** Returns the binary form of a module in WebAssembly's text format. */
export async function assembleWat(file: string): Promise<Uint8Array> {
  const tools = await wabt();
  const module = tools.parseWat(path.basename(file), await readFile(file, "utf8"), { simd: true });
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** Returns the content of scan-wasm.ts. */
export async function scanModuleSource(): Promise<string> {
  const bytes = await assembleWat(path.join(folder, "scan.wat"));
  return `// Made from scan.wat by scripts/build-scan.ts. Do not edit.

/** The WebAssembly module of scan.wat, in base64. */
export const SCAN_WASM =
  "${Buffer.from(bytes).toString("base64")}";
`;
}

if (import.meta.main) await writeFile(path.join(folder, "scan-wasm.ts"), await scanModuleSource());
