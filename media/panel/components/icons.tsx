import type { JSX } from "preact";

const SHAPES = {
  add: "M8 3v10M3 8h10",
  edit: "M3 13l.6-2.6 7-7 2 2-7 7zM9.3 4.7l2 2",
  again: "M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.6h-2.6",
  unfold: "M4 6l4 4 4-4",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  compare: "M2.5 3h4.5v10H2.5zM9 3h4.5v10H9z",
  history: "M8 4.5V8l2.5 1.5M3 8a5 5 0 1 0 1.5-3.6M4 2v2.6h2.6",
  send: "M8 13V3M3.5 7.5 8 3l4.5 4.5",
  stop: "M4.5 4.5h7v7h-7z",
  check: "M3 8.5 6.3 12 13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  insert: "M3 3v10M6 8h7.5M10.5 5l3 3-3 3",
  apply: "M8 2.5v6M5 5.5h6M5 13h6",
  good: "M5 7.2 7.8 2.2c1 0 1.7.8 1.5 1.8L8.8 6.5h3.4c.9 0 1.5.8 1.3 1.7l-.9 3.9c-.2.8-.8 1.3-1.6 1.3H5zM5 7.2H2.5v6.2H5",
  bad: "M11 8.8 8.2 13.8c-1 0-1.7-.8-1.5-1.8l.5-2.5H3.8c-.9 0-1.5-.8-1.3-1.7l.9-3.9c.2-.8.8-1.3 1.6-1.3h6zM11 8.8h2.5V2.6H11",
  "new-file": "M4 2.5h5l3.5 3.5v7.5H4zM9 2.5V6h3.5",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  warning: "M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.3v.7",
  info: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M8 7.3V11M8 5v.8",
  winner: "M5 2.5h6v4a3 3 0 0 1-6 0zM5 3.5H2.8c0 2.3.9 3.3 2.3 3.5M11 3.5h2.2c0 2.3-.9 3.3-2.3 3.5M8 9.5v4M5.5 13.5h5",
  waiting: "M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9",
  busy: "M8 2.5A5.5 5.5 0 1 1 2.5 8",
} as const;

/** Names of the panel's icons. */
export type IconName = keyof typeof SHAPES;

/** Shows a line drawing in the text's colour. Words beside it must state its meaning. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
