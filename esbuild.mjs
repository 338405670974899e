// Builds dist/ (the extension, the command line, the panel); with --tests also out/ (what runs inside VS Code).
import { globSync } from "node:fs";
import { chmod, copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { context, build } from "esbuild";

const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");

/** Keeps the command line runnable after every rebuild. */
const executable = {
  name: "executable",
  setup({ onEnd }) {
    onEnd(() => chmod("dist/cli.mjs", 0o755).catch(() => undefined));
  },
};

const shared = { bundle: true, sourcemap: true, logLevel: "warning", legalComments: "none" };

/** Bundled CommonJS packages expect names that ES modules lack. */
const commonJsNames = {
  js: `import { createRequire as smcsCreateRequire } from "node:module";
import { fileURLToPath as smcsFileUrlToPath } from "node:url";
const require = smcsCreateRequire(import.meta.url);
const __filename = smcsFileUrlToPath(import.meta.url);`,
};

const builds = [
  {
    ...shared,
    entryPoints: { extension: "src/extension.ts", "cli-main": "src/cli/main.ts" },
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    target: "node22",
    format: "esm",
    // Some packages' CommonJS builds are UMD, whose requires no bundler can follow.
    mainFields: ["module", "main"],
    splitting: true,
    metafile: true,
    // Names stay, so that an error report can be read.
    minifySyntax: !watch,
    minifyWhitespace: !watch,
    define: { SMCS_TELEMETRY_CONNECTION: JSON.stringify(process.env.SMCS_TELEMETRY_CONNECTION ?? "") },
    external: ["vscode"],
    banner: commonJsNames,
  },
  {
    ...shared,
    entryPoints: { cli: "src/cli/bootstrap.ts" },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node14",
    format: "esm",
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...shared,
    // Processes of their own, which may read nothing beside these files.
    entryPoints: {
      checker: "src/adapters/checker/checker-main.ts",
      interpreter: "src/adapters/sandbox/interpreter/main.ts",
    },
    outdir: "dist",
    platform: "node",
    target: "node22",
    format: "esm",
    mainFields: ["module", "main"],
    minifySyntax: !watch,
    minifyWhitespace: !watch,
  },
  {
    ...shared,
    entryPoints: { panel: "media/panel/index.tsx" },
    outdir: "dist",
    platform: "browser",
    target: "es2022",
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: !watch,
  },
];

/** What Pyodide's start reads, and QuickJS: the interpreters of the sandbox. */
const interpreters = {
  "pyodide/pyodide.mjs": "pyodide/pyodide.mjs",
  "pyodide/pyodide.asm.mjs": "pyodide/pyodide.asm.mjs",
  "pyodide/pyodide.asm.wasm": "pyodide/pyodide.asm.wasm",
  "pyodide/python_stdlib.zip": "pyodide/python_stdlib.zip",
  "pyodide/pyodide-lock.json": "pyodide/pyodide-lock.json",
  "quickjs.wasm": "@jitl/quickjs-wasmfile-release-sync/wasm",
};

async function copyInterpreters() {
  const { resolve } = createRequire(import.meta.url);
  await mkdir("dist/pyodide", { recursive: true });
  for (const [name, from] of Object.entries(interpreters)) await copyFile(resolve(from), path.join("dist", name));
}

/** The tests that run inside VS Code: one bundle a file, found by the entry that starts Mocha. */
const hostTests = {
  ...shared,
  entryPoints: {
    index: "test/support/vscode/mocha-entry.ts",
    ...Object.fromEntries(globSync("test/host/*.test.ts").map((file) => [path.basename(file, ".ts"), file])),
  },
  outdir: "out/host",
  outExtension: { ".js": ".cjs" },
  platform: "node",
  target: "node22",
  format: "cjs",
  external: ["vscode", "mocha"],
};

await rm("out", { recursive: true, force: true });
await rm("dist", { recursive: true, force: true });
await copyInterpreters();
const wanted = tests ? [...builds, hostTests] : builds;
if (watch) {
  for (const options of wanted) await (await context({ ...options, plugins: [executable] })).watch();
} else {
  const [program] = await Promise.all(wanted.map((options) => build(options)));
  // A test reads here what is loaded at activation.
  await mkdir("out", { recursive: true });
  await writeFile("out/extension-meta.json", JSON.stringify(program.metafile));
  await chmod("dist/cli.mjs", 0o755);
}
