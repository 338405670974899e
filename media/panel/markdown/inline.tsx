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

/** Shows the content of a paragraph, a heading or a cell. The content is processed again only when it changes. */
export const Inline = memo(({ content, references }: InlineProps): JSX.Element => {
  return <>{inlineElements(content, references)}</>;
});

function inlineElements(source: string, references: References): ComponentChild {
  const html = inlineHtml(source, references);
  // Most paragraphs are unformatted text, which needs no parser.
  if (!/[<&]/.test(html)) return withMarks(html);
  const content = sanitised(html);
  const formulas = content.querySelectorAll("[class]");
  if (formulas.length > bounds.formulas) for (const formula of formulas) formula.removeAttribute("class");
  return elementsOf(content);
}

/** Returns sanitised HTML as Preact elements, with no attributes except the few named here. */
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
  /** A web or mail address. */
  readonly href: string;
  /** The link's text without its markup. */
  readonly text: string;
  readonly children: ComponentChildren;
}

/**
 * Shows a link of a reply. The host opens it. The address is in the title, and also beside the link if the text names
 * another one.
 */
function Link({ href, text, children }: LinkProps): JSX.Element {
  const address = undisguised(text, href);
  return (
    <>
      <a
        href={href}
        title={href}
        onClick={(event) => {
          event.preventDefault();
          // Otherwise the webview would open it too.
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

/** Returns untrusted HTML with only the elements that Markdown makes within a line. */
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
