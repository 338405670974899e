import path from "node:path";

/** The folder that holds the extension's package.json. */
export const repositoryRoot = path.resolve(import.meta.dirname, "../../..");

/** Folder for downloads and kept user data. Git and the packaged extension exclude it. */
export const cacheFolder = path.join(repositoryRoot, ".vscode-test");
