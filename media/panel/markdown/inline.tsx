import DOMPurify from "dompurify";
import { type ComponentChild, type ComponentChildren, h, type JSX } from "preact";
import { isWebLink } from "../../../src/protocol/index.ts";
import { Formula } from "../components/formula.tsx";
import { memo } from "../components/memo.ts";
import { post } from "../vscode.ts";
import { bounds } from "./bounds.ts";
import { undisguised } from "./disguised.ts";
import { withMarks } from "./marks.tsx";
import { inlineHtml, type References } from "./parser.ts";

interface InlineProps {
  readonly content: string;
  readonly references: References;
}

/** What stands in a paragraph, a heading or a cell. It is worked out again only when it changes. */
export const Inline = memo(({ content, references }: InlineProps): JSX.Element => {
  return <>{inlineElements(content, references)}</>;
});

function inlineElements(source: string, references: References): ComponentChild {
  const html = inlineHtml(source, references);
  // Most paragraphs are mere text, which needs no parser.
  if (!/[<&]/.test(html)) return withMarks(html);
  const content = sanitised(html);
  const formulas = content.querySelectorAll("[class]");
  if (formulas.length > bounds.formulas) for (const formula of formulas) formula.removeAttribute("class");
  return elementsOf(content);
}

/** Sanitised HTML as Preact elements, with the few attributes that are named here and no others. */
function elementsOf(parent: Node): ComponentChild[] {
  return Array.from(parent.childNodes, elementOf);
}

function elementOf(node: Node): ComponentChild {
  if (node instanceof Text) return withMarks(node.data);
  if (!(node instanceof HTMLElement)) return null;
  switch (node.localName) {
    case "a":
      return linkOf(node);
    case "code":
      return codeOf(node);
    default:
      return h(node.localName, null, elementsOf(node));
  }
}

function linkOf(node: HTMLElement): ComponentChild {
  const href = node.getAttribute("href") ?? "";
  if (!isWebLink(href)) return <span>{elementsOf(node)}</span>;
  return (
    <Link href={href} text={node.textContent}>
      {elementsOf(node)}
    </Link>
  );
}

function codeOf(node: HTMLElement): ComponentChild {
  const math = /^math-(inline|display)$/.exec(node.className)?.[1];
  if (math === undefined) return <code>{withMarks(node.textContent)}</code>;
  return <Formula tex={node.textContent} display={math === "display"} />;
}

interface LinkProps {
  /** A web address or one for mail. */
  readonly href: string;
  /** What the link says, without its markup. */
  readonly text: string;
  readonly children: ComponentChildren;
}

/** A link of a reply. The host opens it; its address is in the title, and beside it where the text names another one. */
function Link({ href, text, children }: LinkProps): JSX.Element {
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

/** What is left of untrusted HTML when only the elements that Markdown makes within a line may stay. */
function sanitised(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: ["a", "code", "em", "strong", "s", "br", "#text"],
    ALLOWED_ATTR: ["href", "class"],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
