import { type Disposable, workspace } from "vscode";
import { setDefaultProxy } from "../servers/index.ts";

/** Makes requests use the editor's own proxy, now and after every change of that setting. */
export function followEditorProxy(): Disposable {
  const follow = (): void => {
    const http = workspace.getConfiguration("http");
    const isOff = http.get<string>("proxySupport") === "off";
    setDefaultProxy(isOff ? null : http.get<string>("proxy") || null);
  };
  follow();
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("http")) follow();
  });
}
