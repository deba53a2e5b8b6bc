import type { View } from '../api/messages.ts';

/** Millimetres of the smallest side of what is touched (2.13, EN 301 549). */
const TARGET_MM = 15;
const MM_OF_INCH = 25.4;
/** Screens of copiers have 10 to 24 inches across; this is where a site says nothing. */
const DIAGONAL_INCH = 12.1;

/** Language, size of text, colours and place of controls, as attributes that the styles read. */
export function showAccess(root: HTMLElement, { locale, access }: View): void {
  root.lang = locale;
  root.dataset['text'] = String(access.textSize_percent);
  root.dataset['contrast'] = access.contrast;
  root.toggleAttribute('data-reach', access.reach);
  root.toggleAttribute('data-simple', access.simple);
}

/** Tells the styles how many pixels 15 mm are on this screen; `inch` comes in the page's address, as the site configured it. */
export function showTargets(root: HTMLElement, inch: number | null): void {
  const across_px = Math.hypot(innerWidth, innerHeight);
  const dpi = across_px / (inch ?? DIAGONAL_INCH);
  root.style.setProperty('--target-site', `${Math.ceil((TARGET_MM / MM_OF_INCH) * dpi)}px`);
}
