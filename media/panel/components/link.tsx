import type { ComponentChildren, JSX } from "preact";
import { undisguised } from "../markdown/disguised.ts";
import { post } from "../vscode.ts";

interface LinkProps {
  /** A web address or one for mail. */
  readonly href: string;
  /** What the link says, without its markup. */
  readonly text: string;
  readonly children: ComponentChildren;
}

/** A link of a reply. The host opens it; its address is in the title, and beside it where the text names another one. */
export function Link({ href, text, children }: LinkProps): JSX.Element {
  const address = undisguised(text, href);
  return (
    <>
      <a
        href={href}
        title={href}
        onClick={(event) => {
          event.preventDefault();
          // The webview would open it, too.
          event.stopPropagation();
          post({ type: "open", url: href });
        }}
      >
        {children}
      </a>
      {address !== null && <span class="address"> ({address})</span>}
    </>
  );
}
