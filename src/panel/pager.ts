/**
 * Two buttons beside whatever is longer than the screen: nobody has to drag (WCAG 2.5.7). They move the part that can be
 * moved by most of its height; fingers, wheels and keys move it as well.
 */
const SCROLLERS = '.overlay-inner, .more, .line-list, .count-rows, .notices, .content, .page';
/** Of the height of the part: what was last is seen again first. */
const STEP = 0.8;

const MARGIN_PX = 6;

const UP = 'M6 20l10-10 10 10';
const DOWN = 'M6 12l10 10 10-10';

const isLonger = (part: HTMLElement): boolean =>
  part.scrollHeight > part.clientHeight + 4 && ['auto', 'scroll'].includes(getComputedStyle(part).overflowY);

export class Pager {
  readonly #box: HTMLElement;
  readonly #up: HTMLButtonElement;
  readonly #down: HTMLButtonElement;
  #part: HTMLElement | null = null;

  constructor(body: HTMLElement) {
    this.#box = document.createElement('div');
    this.#box.className = 'pager';
    this.#box.hidden = true;
    // The focus goes to what is moved, and a reader of the screen has the whole text: neither needs these.
    this.#box.setAttribute('aria-hidden', 'true');
    this.#up = this.#button('scroll.up', UP, -STEP);
    this.#down = this.#button('scroll.down', DOWN, STEP);
    this.#box.append(this.#up, this.#down);
    body.append(this.#box);
    document.addEventListener('scroll', () => this.look(), { capture: true, passive: true });
    addEventListener('resize', () => this.look());
  }

  /** Looks whether something is longer than its place, what lies on top first. */
  look(): void {
    const root = document.querySelector('.veil') ?? document;
    const parts = [...root.querySelectorAll<HTMLElement>(SCROLLERS)];
    const longer = parts.filter(isLonger);
    // A finger moves these and what lies in them alone; on everything else it may tremble.
    for (const part of parts)
      part.toggleAttribute(
        'data-moves',
        longer.some((each) => each.contains(part)),
      );
    this.#part = longer[0] ?? null;
    this.#box.hidden = this.#part === null;
    if (this.#part === null) return;
    // Nothing readable or touchable lies under the two buttons. The mark stays: without it the part might just fit again.
    this.#part.dataset['longer'] = '';
    const { scrollTop, scrollHeight, clientHeight } = this.#part;
    this.#up.disabled = scrollTop <= 1;
    this.#down.disabled = scrollTop + clientHeight >= scrollHeight - 2;
    const { right, top, height } = this.#part.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: high } = this.#box;
    // Half of it stands in the margin of the page, and none of it outside.
    this.#box.style.left = `${Math.round(Math.min(right - width / 2, innerWidth - width - MARGIN_PX))}px`;
    // With controls in the lower half these stand there too.
    const least = document.documentElement.hasAttribute('data-reach') ? (innerHeight + high) / 2 : 0;
    const middle = Math.max(top + height / 2, Math.min(least, top + height - high / 2));
    this.#box.style.top = `${Math.round(middle)}px`;
  }

  /** Moves what is longer than its place, as its buttons do; false when nothing is. */
  move(by: 1 | -1): boolean {
    this.#part?.scrollBy({ top: by * STEP * this.#part.clientHeight });
    return this.#part !== null;
  }

  #button(id: string, path: string, step: number): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'page-step';
    button.dataset['id'] = id;
    button.tabIndex = -1;
    const drawn = new DOMParser().parseFromString(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="4"><path d="${path}"/></svg>`,
      'image/svg+xml',
    ).documentElement;
    button.append(document.importNode(drawn, true));
    button.onclick = () => this.#part?.scrollBy({ top: step * this.#part.clientHeight });
    return button;
  }
}
