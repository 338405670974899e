import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type LocalServer, localServer } from "../http/local-server.ts";
import { repositoryRoot } from "../vscode/repository.ts";
import { chatPage } from "../host/chat-page.ts";
import { type Theme, themeStyles } from "./theme.ts";

/** Texts in the editor's language by their English texts. */
export type Translations = Readonly<Record<string, string>> | undefined;

/** Serves the extension's page at `/<theme>/<number>/`, and the extension's files that the page loads. */
export function servePanel(translations: () => Translations = () => undefined): Promise<LocalServer> {
  return localServer(({ path: address, headers }, response) => {
    const [, theme = "", number = "", folder = "", ...names] = address.split("/");
    const respond = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { "content-type": type }).end(body);
    };
    const type = types[path.extname(names.at(-1) ?? "") as keyof typeof types] as string | undefined;
    const file = path.join(repositoryRoot, "dist", ...names);
    const base = `http://${headers.host ?? ""}/${theme}/${number}`;
    if (folder === "") respond("text/html; charset=utf-8", chatPage(base, translations()));
    else if (folder !== "dist" || type === undefined || !existsSync(file)) response.writeHead(404).end();
    else if (names[0] === "panel.css") respond(type, themeStyles(theme as Theme) + readFileSync(file, "utf8"));
    else respond(type, readFileSync(file));
  });
}

const types = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
} as const;
