// Built to dist/cli.mjs. It must run on any Node, so that an old one gets a sentence instead of a syntax error.
const needed = 22;
const found = Number(process.versions.node.split(".")[0]);

if (found >= needed) {
  // A string that the bundler does not follow: the program itself needs the newer Node.
  const program = "./cli-main.mjs";
  void import(program);
} else {
  console.error(
    `smcs needs Node ${needed} or later and this is Node ${process.versions.node}: run it as "npx smcs" in the project's folder, which brings its own, or install a newer Node.`,
  );
  process.exitCode = 1;
}
