/** A tree of plain objects and its patch onto the document: only what changed is touched, so that animations and focus stay. */
import { plain, rubyParts } from './ruby.ts';

export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

export interface ElementNode {
  readonly tag: string;
  /** Another key = another element, even in the same place. */
  readonly key: string;
  readonly attributes: Attributes;
  readonly press: (() => void) | null;
  readonly children: readonly Child[];
}

/** An SVG picture of our own, by name. */
export interface PictureNode {
  readonly picture: string;
  readonly svg: string;
}

export type Child = ElementNode | PictureNode | string;
/** What is null or false is left out. */
export type MaybeChild = Child | null | false;

/** Makes an element. `press` is called on a click (also by Enter or Space on a button). */
export function h(
  tag: string,
  attributes: Attributes & { readonly key?: string },
  ...children: MaybeChild[]
): ElementNode {
  const { key = '', ...rest } = attributes;
  const kept = children.filter((child): child is Child => child !== null && child !== false && child !== '');
  return { tag, key: String(key), attributes: rest, press: null, children: kept.flatMap(withReadings) };
}

const bare = (tag: string, attributes: Attributes, children: readonly Child[]): ElementNode => ({
  tag,
  key: '',
  attributes,
  press: null,
  children,
});

/** Furigana stand above their kanji. One element holds the whole text, so that a row of buttons and words stays a row. */
function withReadings(child: Child): Child[] {
  if (typeof child !== 'string' || !child.includes('《')) return [child];
  const parts = rubyParts(child).map(([text, reading]) =>
    reading === null ? text : bare('ruby', {}, [text, bare('rt', {}, [reading])]),
  );
  return [bare('span', { class: 'text' }, parts)];
}

/** The same element with what a press does. */
export function onPress(node: ElementNode, press: (() => void) | null): ElementNode {
  return { ...node, press };
}

const shown = new WeakMap<Node, Child>();

/** Makes the children of `parent` look like `children`. */
export function patch(parent: Element, children: readonly Child[]): void {
  const old = [...parent.childNodes];
  children.forEach((child, at) => {
    const node = old[at];
    if (node === undefined) parent.append(create(child));
    else if (!update(node, child)) node.replaceWith(create(child));
  });
  for (const node of old.slice(children.length)) node.remove();
}

function create(child: Child): Node {
  const node = build(child);
  shown.set(node, child);
  return node;
}

function build(child: Child): Node {
  if (typeof child === 'string') return document.createTextNode(child);
  if ('picture' in child) {
    const parsed = new DOMParser().parseFromString(child.svg, 'image/svg+xml').documentElement;
    const svg = document.importNode(parsed, true);
    svg.setAttribute('aria-hidden', 'true');
    return svg;
  }
  const element = document.createElement(child.tag);
  setAttributes(element, {}, child.attributes);
  element.onclick = child.press;
  for (const inner of child.children) element.append(create(inner));
  return element;
}

/** False when the node cannot become this child. */
function update(node: Node, child: Child): boolean {
  const before = shown.get(node);
  if (before === undefined) return false;
  if (typeof child === 'string') {
    if (typeof before !== 'string') return false;
    if (before !== child) node.textContent = child;
  } else if ('picture' in child) {
    if (typeof before === 'string' || !('picture' in before) || before.picture !== child.picture) return false;
  } else {
    if (typeof before === 'string' || 'picture' in before || before.tag !== child.tag || before.key !== child.key) {
      return false;
    }
    const element = node as HTMLElement;
    setAttributes(element, before.attributes, child.attributes);
    element.onclick = child.press;
    patch(element, child.children);
  }
  shown.set(node, child);
  return true;
}

function setAttributes(element: HTMLElement, before: Attributes, after: Attributes): void {
  for (const name of Object.keys(before)) if (!(name in after)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(after)) {
    if (before[name] === value) continue;
    if (value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : plain(String(value)));
  }
}
