import type { ComponentChildren, JSX } from "preact";

interface BadgeProps {
  readonly children: ComponentChildren;
  /** Whether the badge is inconspicuous. */
  readonly quiet?: boolean;
}

/** Shows a short mark beside a name. */
export function Badge({ children, quiet = false }: BadgeProps): JSX.Element {
  return <span class={quiet ? "badge quiet" : "badge"}>{children}</span>;
}
