import type { Label } from '../contract.ts';

/** The element of this id; the page is broken without it. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id}`);
  return element;
}

/** An element with a class and children. Text always goes in as text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

/** Japanese with the English behind it in small type. */
export function both({ ja, en }: Label): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(ja, ' ', make('small', '', en));
  return fragment;
}

export const yen = (amount: number): string => amount.toLocaleString('ja-JP');

/** Draws anew only what changed: a click must not fall between two elements. */
const drawn = new Map<string, string>();
export function redraw(id: string, input: unknown, draw: (into: HTMLElement) => void): void {
  const key = JSON.stringify(input) ?? '';
  if (drawn.get(id) === key) return;
  drawn.set(id, key);
  const into = byId(id);
  into.replaceChildren();
  draw(into);
}
