import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { Icon } from "./icons.tsx";

/** An action of the menu. */
interface MenuItem {
  readonly label: string;
  readonly act: () => void;
}

/**
 * Shows a button that opens a short list of actions. The arrow keys move in the list; the browser closes it on Escape.
 */
export function Menu({ label, items }: { readonly label: string; readonly items: readonly MenuItem[] }): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  const isOpen = (): boolean => list.current?.matches(":popover-open") === true;
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = all.findIndex((one) => one === document.activeElement);
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length)?.focus();
  };
  return (
    <>
      <button
        type="button"
        ref={button}
        class="icon-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        onPointerDown={() => {
          wasOpen.current = isOpen();
        }}
        onClick={({ detail }) => {
          // The browser closes an open list before a pointer's click; a click by key finds the list as it was.
          if (detail > 0 ? wasOpen.current : isOpen()) list.current?.hidePopover();
          else list.current?.showPopover();
        }}
      >
        <Icon name="more" />
      </button>
      <div
        role="menu"
        ref={list}
        popover="auto"
        aria-label={label}
        class="menu"
        onKeyDown={onKeyDown}
        onToggle={({ newState }) => {
          if (newState !== "open" || list.current === null || button.current === null) return;
          place(list.current, button.current);
          list.current.querySelector("button")?.focus();
        }}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            class="menu-item"
            onClick={() => {
              list.current?.hidePopover();
              item.act();
            }}
          >
            {item.label}
          </button>
        ))}
      </div>
    </>
  );
}

/** Places a list below its button, or above it if there is no room, within the window. */
function place(list: HTMLElement, button: HTMLElement): void {
  const [own, at] = [list.getBoundingClientRect(), button.getBoundingClientRect()];
  const below = at.bottom + own.height <= window.innerHeight;
  list.style.top = `${below ? at.bottom : Math.max(0, at.top - own.height)}px`;
  list.style.left = `${Math.max(0, Math.min(at.right - own.width, window.innerWidth - own.width))}px`;
}
