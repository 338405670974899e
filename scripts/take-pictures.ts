// Takes the docs' pictures again, reduces their colours, and keeps them with a text of what they show: npm run pictures
import { spawnSync } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import UPNG from "upng-js";
import {
  docsFolder,
  type Part,
  type PictureName,
  pictures,
  RETAKE,
  takenFolder,
} from "../test/support/docs/pictures.ts";
import { repositoryRoot } from "../test/support/vscode/repository.ts";

const COLOURS = 256;

/** Writes the part of a picture that the docs show, and prints its size. */
async function keep(name: PictureName, part?: Part): Promise<void> {
  const file = await readFile(path.join(takenFolder, `${name}.png`));
  const whole = UPNG.decode(new Uint8Array(file).buffer);
  const { left, top, right, bottom } = part ?? { left: 0, top: 0, right: whole.width, bottom: whole.height };
  const pixels = UPNG.toRGBA8(whole)[0] ?? new ArrayBuffer(0);
  const rows = Array.from({ length: bottom - top }, (_, row) => {
    const start = 4 * ((top + row) * whole.width + left);
    return Buffer.from(pixels, start, 4 * (right - left));
  });
  const shown = new Uint8Array(Buffer.concat(rows)).buffer;
  const fewer = UPNG.encode([shown], right - left, bottom - top, COLOURS);
  await writeFile(path.join(docsFolder, `${name}.png`), Buffer.from(fewer));
  await copyFile(path.join(takenFolder, `${name}.txt`), path.join(docsFolder, `${name}.txt`));
  console.log(`${name}: ${Math.round(fewer.byteLength / 1000)} kB`);
}

const files = new Set(Object.values(pictures).map(({ test }) => `test/browser/${test}.test.ts`));
const gate = spawnSync(process.execPath, ["test/gate/run.ts", ...files], {
  cwd: repositoryRoot,
  stdio: "inherit",
  env: { ...process.env, [RETAKE]: "1" },
});
if (gate.status === 0) {
  await mkdir(docsFolder, { recursive: true });
  for (const [name, picture] of Object.entries(pictures))
    await keep(name as PictureName, "part" in picture ? picture.part : undefined);
} else {
  console.error("No picture was changed: a test failed.");
  process.exitCode = 1;
}
