import DOMPurify from "dompurify";

/** What is left of untrusted HTML when only the elements that Markdown makes within a line may stay. */
export function sanitised(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: ["a", "code", "em", "strong", "s", "br", "#text"],
    ALLOWED_ATTR: ["href", "class"],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
