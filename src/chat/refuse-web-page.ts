import { StreamError } from "./describe-failure.ts";

/** @throws StreamError when a page for people came where an answer was asked for */
export function refuseWebPage({ headers }: Pick<Response, "headers">): void {
  if ((headers.get("content-type") ?? "").includes("text/html"))
    throw new StreamError("it answered with a web page. Check baseUrl, or sign in to the proxy.");
}
