/**
 * Presses by fingers. The browser's own click is for one steady finger: it is lost when the palm of the same hand, another finger or a
 * drop of water rests on the glass, and when a trembling finger moves by five millimetres. Here each finger presses for itself: the
 * button under it when it comes down, if it is lifted over the same button (WCAG 2.5.2: to move off it first is to press nothing).
 *
 * Nothing is pressed that its owner did not see: no button of a picture that came while the finger was down or on its way, and none by
 * the second tap of a shaking hand, in the place where the first one just turned the page.
 *
 * Mouse, keyboard and what a screen reader presses stay the browser's own clicks.
 */

/** Nobody reads a new picture and touches it in less (simple reaction to light, 150–250 ms). */
const UNSEEN_MS = 150;
/** The second tap of a hand that meant one; systems take as much for a double click. */
const TWICE_MS = 400;
/** A browser without `pointerType` in its clicks sends the click of a finger this soon. */
const ECHO_MS = 700;

const isFinger = (type: string): boolean => type === 'touch' || type === 'pen';

/** A finger on a button. */
interface Held {
  readonly button: HTMLElement;
  /** What stood on the screen when it came down. */
  readonly shows: string;
}

const buttonAt = (x: number, y: number): HTMLElement | null =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('button') ?? null;

export class Fingers {
  readonly #held = new Map<number, Held>();
  /** What stands on the screen, since when. */
  #shows = '';
  #since_ms = -UNSEEN_MS;
  /** The last press, and what it was made on. */
  #last = { x: 0, y: 0, at_ms: -TWICE_MS, shows: '' };
  #mouse = '';

  constructor(target: Document) {
    target.addEventListener('pointerdown', (event) => this.#down(event), true);
    target.addEventListener('pointerup', (event) => this.#up(event), true);
    target.addEventListener('pointercancel', ({ pointerId }) => this.#lose(pointerId), true);
    target.addEventListener('click', (event) => this.#click(event), true);
  }

  /** Another picture: page, overlay or warning. */
  look(shows: string): void {
    if (shows === this.#shows) return;
    this.#shows = shows;
    this.#since_ms = performance.now();
    for (const pointer of this.#held.keys()) this.#lose(pointer);
  }

  #down(event: PointerEvent): void {
    this.#mouse = this.#shows;
    if (!isFinger(event.pointerType)) return;
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null;
    if (button === null || this.#isUnmeant(event)) return;
    this.#held.set(event.pointerId, { button, shows: this.#shows });
    button.dataset['pressed'] = '';
  }

  #up({ pointerId, pointerType, clientX: x, clientY: y, timeStamp: at_ms }: PointerEvent): void {
    if (!isFinger(pointerType)) return;
    const held = this.#held.get(pointerId);
    this.#lose(pointerId);
    this.#last = { ...this.#last, at_ms };
    if (held === undefined || held.shows !== this.#shows) return;
    // It may have been drawn anew meanwhile, as the same.
    const button = buttonAt(x, y);
    if (button === null || button.dataset['id'] !== held.button.dataset['id']) return;
    this.#last = { x, y, at_ms, shows: this.#shows };
    button.click();
  }

  #lose(pointer: number): void {
    const held = this.#held.get(pointer);
    if (held === undefined) return;
    this.#held.delete(pointer);
    if (![...this.#held.values()].some(({ button }) => button === held.button)) delete held.button.dataset['pressed'];
  }

  #isUnmeant({ clientX, clientY, timeStamp }: PointerEvent): boolean {
    if (timeStamp - this.#since_ms < UNSEEN_MS) return true;
    const { x, y, at_ms, shows } = this.#last;
    if (shows === this.#shows || timeStamp - at_ms >= TWICE_MS) return false;
    const target_px = Number.parseFloat(document.documentElement.style.getPropertyValue('--target-site'));
    return Math.hypot(clientX - x, clientY - y) < target_px;
  }

  /** The browser's click of a finger comes after ours; one that was begun on another picture is nobody's. */
  #click(event: MouseEvent): void {
    if (!event.isTrusted) return;
    const type = event instanceof PointerEvent ? event.pointerType : null;
    const isEcho = type === null ? event.timeStamp - this.#last.at_ms < ECHO_MS : isFinger(type);
    const isStale = type === 'mouse' && this.#mouse !== this.#shows;
    if (!isEcho && !isStale) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
