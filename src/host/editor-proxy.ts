import { type Disposable, workspace } from "vscode";
import { setDefaultProxy } from "../chat/transport/route.ts";

/** Has requests take the proxy that the editor's own requests take, now and after every change of that setting. */
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
