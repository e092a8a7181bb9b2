/**
 * What a reading needs of the page: the DOM's own shape, in few members, so that a page that was only written out (a test, the
 * conformance table) is read by the same rules as the one that stands in a browser.
 */
export interface Readable {
  /** In lower case. */
  readonly tag: string;
  /** Null when it is not there; an attribute without a value is empty. */
  attribute(name: string): string | null;
  readonly children: readonly (Readable | string)[];
  /** What stands in a field now. */
  readonly value: string | null;
  /** What it is in the page, for whoever looks for one of its parts. */
  readonly source: unknown;
}

/** An element of a live page. */
export function readableOf(element: Element): Readable {
  return {
    tag: element.localName,
    attribute: (name) => element.getAttribute(name),
    get children() {
      return Array.from(element.childNodes, (node) => (node instanceof Element ? readableOf(node) : node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '') : ''));
    },
    value: element instanceof HTMLInputElement ? element.value : null,
    source: element,
  };
}
