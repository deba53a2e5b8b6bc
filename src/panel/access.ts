import type { View } from '../api/messages.ts';

/** Millimetres of the smallest side of what is touched (2.13, EN 301 549). */
const TARGET_MM = 15;
const MM_OF_INCH = 25.4;
/** Screens of copiers have 10 to 24 inches across; this is where a site says nothing. */
const DIAGONAL_INCH = 12.1;

const STAFF = { textSize_percent: 100, reach: false, simple: false } as const;

/** Language, size of text, colours and place of controls, as attributes that the styles read. */
export function showAccess(root: HTMLElement, { locale, access, staff }: View): void {
  root.lang = locale;
  root.dataset['contrast'] = access.contrast;
  // The tables of staff mode have one size; what a site sets for its citizens is not meant for them.
  const { textSize_percent, reach, simple } = staff === null ? access : STAFF;
  root.dataset['text'] = String(textSize_percent);
  root.toggleAttribute('data-reach', reach);
  root.toggleAttribute('data-simple', simple);
}

/** Tells the styles how many pixels 15 mm are on this screen; `inch` comes in the page's address, as the site configured it. */
export function showTargets(root: HTMLElement, inch: number | null): void {
  const across_px = Math.hypot(innerWidth, innerHeight);
  const dpi = across_px / (inch ?? DIAGONAL_INCH);
  root.style.setProperty('--target-site', `${Math.ceil((TARGET_MM / MM_OF_INCH) * dpi)}px`);
}
