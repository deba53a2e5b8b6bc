/**
 * Keeps whoever stands here on this page. Somebody may have brought a keyboard or a mouse: nothing of the browser's own (another tab, a
 * file, the page's source, its print dialogue, a search, another size, the menu of a long press) opens over the citizen's screen. In
 * kiosk mode Chromium gives the page every key first, Ctrl+N, Ctrl+T and Ctrl+W as well.
 */

/** F1 to F24, and the keys of a keyboard that belong to a browser. */
const BROWSER_KEY = /^(F\d{1,2}|Browser\w+|Launch\w+|Help|Find|Open|Save|Print|New|Close|ContextMenu|Escape)$/;
/** Keys by which a symbol is typed are none of a shortcut: right Alt on many keyboards. */
const isTyped = (event: KeyboardEvent): boolean => event.getModifierState('AltGraph');

/** What of the browser's own would come of this key. */
export function isForBrowser(event: KeyboardEvent): boolean {
  return BROWSER_KEY.test(event.key) || ((event.ctrlKey || event.altKey || event.metaKey) && !isTyped(event));
}

/** Turns all of it off. */
export function keepIn(target: Document): void {
  const never = (event: Event): void => event.preventDefault();
  target.addEventListener('keydown', (event) => isForBrowser(event) && never(event), true);
  target.addEventListener('wheel', (event) => event.ctrlKey && never(event), { capture: true, passive: false });
  // The browser's own menu, what is dragged off the page or dropped onto it, what is copied, the buttons of a mouse that go back.
  for (const type of [
    'contextmenu',
    'dragstart',
    'dragover',
    'drop',
    'copy',
    'cut',
    'paste',
    'auxclick',
    'selectstart',
  ])
    target.addEventListener(type, never, true);
  for (const type of ['mousedown', 'mouseup'] as const)
    target.addEventListener(type, (event) => event.button > 0 && never(event), true);
}
