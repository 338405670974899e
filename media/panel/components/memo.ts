import { Component, type ComponentChild, type ComponentType, createElement, type FunctionComponent } from "preact";

/**
 * Returns a component that is drawn again only when one of its properties changes. An element kept by `useMemo` has the
 * same effect, but keeps a reference to the whole panel as it was when the element first appeared.
 */
export function memo<Props extends object>(inner: FunctionComponent<Props>): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]);
      return [...names].some((name) => this.props[name as keyof Props] !== next[name as keyof Props]);
    }

    override render(): ComponentChild {
      return createElement(inner, this.props);
    }
  };
}
