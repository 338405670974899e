import { existsSync } from "fs";

// Built to dist/cli.mjs. It must run on any Node version, so that an old one shows a message instead of a syntax error.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 15)) {
  // Strings that the bundler does not follow, because the programs themselves need the newer Node. Some packages do not
  // have the second program.
  const [main, laboratory] = ["./cli-main.mjs", "./lab.mjs"];
  const isThere = existsSync(new URL(laboratory, import.meta.url));
  void import(process.argv[2] === "bench" && isThere ? laboratory : main);
} else {
  console.error(
    `smcs needs Node 22.15 or later and this is Node ${process.versions.node}: run it as "npx smcs" in the project's folder, which brings its own, or install a newer Node.`,
  );
  process.exitCode = 1;
}
