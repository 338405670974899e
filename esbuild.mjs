// Builds dist/ (the extension, the command line, the panel); with --tests also out/ (what runs inside VS Code).
import { globSync } from "node:fs";
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { context, build } from "esbuild";
import { noticesFor } from "./scripts/notices/notices.ts";
import { shippedPackages } from "./scripts/notices/shipped-packages.ts";

const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");

/** Keeps the command line runnable after every rebuild. */
const executable = {
  name: "executable",
  setup({ onEnd }) {
    onEnd(() => chmod("dist/cli.mjs", 0o755).catch(() => undefined));
  },
};

/**
 * transformers hides the name of its runtime from bundlers. It gets a static import instead, of our stand-in; a version in
 * which the place reads otherwise must not be built.
 */
const visibleRuntime = {
  name: "visible-runtime",
  setup({ onLoad }) {
    const hidden = /\brequireFromHere\("onnxruntime-node"\)/gu;
    onLoad({ filter: /[\\/]transformers\.node\.mjs$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      const places = source.match(hidden)?.length ?? 0;
      if (places !== 1) return { errors: [{ text: `The runtime is required in ${places} places instead of one.` }] };
      return {
        contents: `import smcsRuntime from "onnxruntime-node";\n${source.replace(hidden, "smcsRuntime")}`,
        loader: "js",
      };
    });
  },
};

/** vectra reads the format of its index from a file beside its code. In a bundle it stands in the code, read already. */
const inlineIndexFormat = {
  name: "inline-index-format",
  setup({ onLoad }) {
    const library = "require('protobufjs')";
    const read = "pb.loadSync(path.join(__dirname, 'schemas', 'index.proto'))";
    onLoad({ filter: /vectra[\\/]lib[\\/]codecs[\\/]ProtobufCodec\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      const places = [library, read].map((text) => source.split(text).length - 1);
      if (places.some((count) => count !== 1))
        return { errors: [{ text: `The format is read in ${places.join(" and ")} places instead of one.` }] };
      const format = await readFile(path.join(path.dirname(file), "schemas", "index.proto"), "utf8");
      const { root } = createRequire(file)("protobufjs").parse(format);
      const contents = source
        .replace(library, "require('protobufjs/light')")
        .replace(read, () => `pb.Root.fromJSON(${JSON.stringify(root.toJSON())})`);
      return { contents, loader: "js" };
    });
  },
};

/** What packages import and SMCS never uses: `stubs/nothing.js` says why. */
const unused = [
  ...["wink-bm25-text-search", "wink-eng-lite-web-model", "wink-nlp"],
  ...["ajv", "ajv-formats", "zod/v3", "zod-to-json-schema", "@opentelemetry/api"],
];

/** What the bundles of Node's programs take: vectra's index format, and nothing that is unused. */
const withVectra = {
  alias: Object.fromEntries(unused.map((name) => [name, "./stubs/nothing.js"])),
  plugins: [inlineIndexFormat],
};

/** KaTeX names each font in three formats, of which every editor that we run in knows the first. */
const modernFonts = {
  name: "modern-fonts",
  setup({ onLoad }) {
    onLoad({ filter: /katex\.min\.css$/ }, async ({ path: file }) => {
      const styles = await readFile(file, "utf8");
      return { loader: "css", contents: styles.replaceAll(/,url\([^)]+\.(?:woff|ttf)\) format\("\w+"\)/g, "") };
    });
  },
};

// Every licence and copyright line is in the notices.
const shared = { bundle: true, sourcemap: true, metafile: true, logLevel: "warning", legalComments: "none" };

/** Bundled CommonJS packages expect names that ES modules lack. */
const commonJsNames = {
  js: `import { createRequire as smcsCreateRequire } from "node:module";
import { fileURLToPath as smcsFileUrlToPath } from "node:url";
const require = smcsCreateRequire(import.meta.url);
const __filename = smcsFileUrlToPath(import.meta.url);`,
};

/** Programs of Node whose parts are loaded when they are needed. */
const inChunks = {
  ...shared,
  outdir: "dist",
  // More than a hundred files called .js count as an extension that nobody bundled, for vsce.
  outExtension: { ".js": ".mjs" },
  platform: "node",
  target: "node22",
  format: "esm",
  // Some packages' CommonJS builds are UMD, whose requires no bundler can follow.
  mainFields: ["module", "main"],
  splitting: true,
  // Names stay, so that an error report can be read.
  minifySyntax: !watch,
  minifyWhitespace: !watch,
  banner: commonJsNames,
  ...withVectra,
};

const builds = [
  {
    ...inChunks,
    entryPoints: { extension: "src/host/index.ts", "cli-main": "src/cli/main.ts" },
    chunkNames: "chunks/[name]-[hash]",
    define: { SMCS_TELEMETRY_CONNECTION: JSON.stringify(process.env.SMCS_TELEMETRY_CONNECTION ?? "") },
    external: ["vscode"],
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
    entryPoints: { checker: "src/sandbox/checker/checker-main.ts" },
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
    // Each runs one program. As CommonJS they start 30 ms sooner than as ES modules.
    entryPoints: {
      "interpreter-python": "src/sandbox/interpreter/python-main.ts",
      "interpreter-javascript": "src/sandbox/interpreter/javascript-main.ts",
      "interpreter-typescript": "src/sandbox/interpreter/typescript-main.ts",
      "interpreter-snapshot": "src/sandbox/interpreter/snapshot-main.ts",
    },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    // QuickJS's own script asks where it lies, and loads nothing from there. Windows takes no address without a drive.
    define: { "import.meta.url": "bundleAddress" },
    banner: { js: 'const bundleAddress = require("node:url").pathToFileURL(__filename).href;' },
    minifySyntax: !watch,
    minifyWhitespace: !watch,
  },
  {
    ...shared,
    entryPoints: { embedder: "src/embedding/local/worker-main.ts", tuner: "src/bank/tuning/worker-main.ts" },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node22",
    format: "esm",
    minify: !watch,
    alias: { "onnxruntime-node": "./stubs/onnxruntime-node/bundled.js" },
    plugins: [visibleRuntime],
    banner: commonJsNames,
  },
  {
    ...shared,
    // The colours of code and the formulas are chunks beside it, loaded when a reply has some.
    entryPoints: { panel: "media/panel/index.tsx", "panel-math": "media/panel/math/math.css" },
    outdir: "dist",
    chunkNames: "panel-[name]-[hash]",
    assetNames: "fonts/[name]-[hash]",
    platform: "browser",
    target: "es2022",
    format: "esm",
    splitting: true,
    loader: { ".woff2": "file" },
    plugins: [modernFonts],
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: !watch,
  },
];

/** What measures the method, for those who have the repository: the extension does not carry it. */
const laboratory = { ...inChunks, entryPoints: { lab: "src/lab/main.ts" }, chunkNames: "lab/[name]-[hash]" };

/** What is copied as it is, by its place in dist/: what Pyodide's start reads, QuickJS, and the embedder's runtime. */
const copied = {
  "pyodide/pyodide.mjs": "pyodide/pyodide.mjs",
  "pyodide/pyodide.asm.mjs": "pyodide/pyodide.asm.mjs",
  "pyodide/pyodide.asm.wasm": "pyodide/pyodide.asm.wasm",
  "pyodide/python_stdlib.zip": "pyodide/python_stdlib.zip",
  "pyodide/pyodide-lock.json": "pyodide/pyodide-lock.json",
  "quickjs.wasm": "@jitl/quickjs-wasmfile-release-sync/wasm",
  "onnxruntime/ort-wasm-simd-threaded.mjs": "onnxruntime-web/ort-wasm-simd-threaded.mjs",
  "onnxruntime/ort-wasm-simd-threaded.wasm": "onnxruntime-web/ort-wasm-simd-threaded.wasm",
};

const { resolve } = createRequire(import.meta.url);

async function copyFiles() {
  for (const [name, from] of Object.entries(copied)) {
    const to = path.join("dist", name);
    await mkdir(path.dirname(to), { recursive: true });
    await copyFile(resolve(from), to);
  }
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
  ...withVectra,
};

/** The extension with telemetry, for the tests that receive it: a variable of theirs says where. */
const instrumented = {
  ...builds[0],
  entryPoints: { extension: "src/host/index.ts" },
  outdir: "out/instrumented",
  define: { SMCS_TELEMETRY_CONNECTION: "process.env.SMCS_TEST_TELEMETRY" },
};

await rm("out", { recursive: true, force: true });
await rm("dist", { recursive: true, force: true });
await copyFiles();
const wanted = [...builds, laboratory, ...(tests ? [hostTests, instrumented] : [])];
if (watch) {
  for (const options of wanted)
    await (await context({ ...options, plugins: [...(options.plugins ?? []), executable] })).watch();
} else {
  const metafiles = (await Promise.all(wanted.map((options) => build(options)))).map(({ metafile }) => metafile);
  // A test reads here what is loaded at activation.
  await mkdir("out", { recursive: true });
  await writeFile("out/extension-meta.json", JSON.stringify(metafiles[0]));
  const shipped = shippedPackages(metafiles.slice(0, builds.length), Object.values(copied).map(resolve), process.cwd());
  await writeFile("out/shipped-packages.json", JSON.stringify(shipped));
  await writeFile("ThirdPartyNotices.txt", noticesFor(shipped));
  await chmod("dist/cli.mjs", 0o755);
}
