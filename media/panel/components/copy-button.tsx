import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Icon } from "./icons.tsx";

const CONFIRMED_FOR_MS = 1500;

/**
 * Shows a button that copies a text to the clipboard, through the host because a webview may not always write there.
 */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, CONFIRMED_FOR_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return (
    <button
      type="button"
      class="quiet-button"
      aria-label={label}
      onClick={() => {
        post({ type: "copy", text });
        setCopied(true);
      }}
    >
      <Icon name={copied ? "check" : "copy"} />
      {copied ? strings.copied : strings.copy}
    </button>
  );
}
