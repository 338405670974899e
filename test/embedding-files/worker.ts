import { writeSync } from "node:fs";
import { download, hubAt } from "./start-download.ts";

/**
 * A process that downloads the hub's model: `node worker.ts HUB FOLDER`. It prints a line when its model is complete,
 * and `progress BYTES` before.
 */
const [url = "", modelsFolder = ""] = process.argv.slice(2);
const onProgress = ({ loaded }: { loaded: number }): void => {
  writeSync(1, `progress ${loaded}\n`);
};
const { fingerprint } = await download(hubAt(url, { otherIdleMs: 30_000 }), modelsFolder, { onProgress });
writeSync(1, `model ${fingerprint}\n`);
