// npm run attempts: tries every attempt to pass, or to avoid a verdict, and prints its result.
import { gotOf, readAttempts, tryAll } from "./attempts.ts";

const tried = await tryAll(readAttempts());
console.log("| language | judged by | attempt | what it gets | seconds |\n| --- | --- | --- | --- | --- |");
for (const one of tried) {
  const cells = [one.language, one.part, one.name, gotOf(one), one.seconds.toFixed(1)];
  console.log(`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
}
const wrong = tried.filter(({ verdict }) => verdict.kind === "judged" && verdict.value === 0).length;
console.log(`\n${tried.length} attempts, ${wrong} of them judged wrong.`);
process.exitCode = wrong === tried.length ? 0 : 1;
