import type { JSX } from "preact";
import { strings } from "../strings.ts";
import { Icon } from "./icons.tsx";

/** Shows warnings about a result that is less than it could be. */
export function Warnings({ messages }: { readonly messages: readonly string[] }): JSX.Element | null {
  if (messages.length === 0) return null;
  return (
    <ul class="warnings" aria-label={strings.warnings}>
      {messages.map((message, index) => (
        <li key={index}>
          <Icon name="info" />
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
