/** Pictures of what to do, drawn here; `pictures.css` moves them. Colours come from the classes, too. */
import type { PictureNode } from './dom.ts';

const svg = (viewBox: string, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" fill="none">${body}</svg>`;

/** A My Number Card as everybody knows it: a rounded card, a face, some lines. No real design, no data. */
const CARD = `<rect x="0" y="0" width="150" height="94" rx="10" class="p-card"/><rect x="0" y="0" width="150" height="24" rx="10" class="p-pink"/>
<rect x="0" y="14" width="150" height="10" class="p-pink"/><rect x="12" y="36" width="36" height="44" rx="4" class="p-face"/>
<circle cx="30" cy="52" r="8" class="p-head"/><path d="M16 78c2-12 26-12 28 0z" class="p-head"/>
<rect x="60" y="38" width="74" height="7" rx="3" class="p-line"/><rect x="60" y="53" width="58" height="7" rx="3" class="p-line"/>
<rect x="60" y="68" width="66" height="7" rx="3" class="p-line"/>`;

const READER = `<path d="M40 250h240l24 44a10 10 0 0 1-9 14H25a10 10 0 0 1-9-14z" class="p-machine"/>
<path d="M70 262h180l12 26H58z" class="p-deep"/><rect x="40" y="308" width="240" height="14" rx="6" class="p-deep"/>`;

const WAVES = `<g class="p-waves"><path d="M120 236a56 56 0 0 1 80 0" class="p-wave"/><path d="M100 216a84 84 0 0 1 120 0" class="p-wave"/>
<path d="M80 196a112 112 0 0 1 160 0" class="p-wave"/></g>`;

const SHEET = `<rect x="0" y="0" width="120" height="150" rx="4" class="p-sheet"/><rect x="34" y="18" width="52" height="9" rx="3" class="p-ink"/>
<rect x="18" y="44" width="84" height="6" rx="3" class="p-line"/><rect x="18" y="60" width="84" height="6" rx="3" class="p-line"/>
<rect x="18" y="76" width="62" height="6" rx="3" class="p-line"/><rect x="76" y="102" width="28" height="28" rx="4" class="p-stamp"/>
<path d="M84 110h12M84 116h12M84 122h12M90 108v16" class="p-stamp-line"/>`;

const coin = (x: number, y: number, r: number): string =>
  `<g transform="translate(${x} ${y})"><circle r="${r}" class="p-coin"/><circle r="${r - 6}" class="p-coin-ring"/><path d="M-7 -9l7 9 7-9M0 0v12M-8 2h16M-8 8h16" class="p-yen"/></g>`;

const PICTURES: Readonly<Record<string, string>> = {
  welcome: svg(
    '0 0 320 340',
    `<circle cx="160" cy="170" r="150" class="p-sky"/><g transform="translate(64 74) rotate(-8 60 75)" class="p-soft">${SHEET}</g>
<g transform="translate(112 62)">${SHEET}</g><g transform="translate(92 196) rotate(-6)" class="p-float">${CARD}</g>`,
  ),
  setCard: svg('0 0 320 340', `${READER}${WAVES}<g class="p-set"><g transform="translate(85 150)">${CARD}</g></g>`),
  readCard: svg(
    '0 0 320 340',
    `${READER}<g transform="translate(85 172)">${CARD}</g><g class="p-reading" transform="translate(0 -70)">${WAVES}</g>`,
  ),
  takeCard: svg(
    '0 0 320 340',
    `${READER}<g class="p-take"><g transform="translate(85 150)">${CARD}</g></g><path d="M160 126V52m-26 26 26-28 26 28" class="p-arrow"/>`,
  ),
  wait: svg(
    '0 0 320 340',
    `<circle cx="160" cy="160" r="120" class="p-sky"/><g transform="translate(100 84)">${SHEET}</g><circle cx="160" cy="160" r="132" class="p-ring"/>
<circle cx="160" cy="160" r="132" class="p-turn" pathLength="100" stroke-dasharray="24 76"/>`,
  ),
  insertMoney: svg(
    '0 0 320 340',
    `<rect x="30" y="170" width="260" height="150" rx="16" class="p-machine"/><rect x="62" y="206" width="14" height="64" rx="7" class="p-slot"/>
<rect x="120" y="226" width="138" height="14" rx="7" class="p-slot"/><rect x="50" y="288" width="220" height="16" rx="8" class="p-deep"/>
<g class="p-coin-in">${coin(69, 100, 34)}</g><g class="p-note-in"><rect x="130" y="70" width="118" height="62" rx="4" class="p-note"/><circle cx="189" cy="101" r="17" class="p-note-ring"/>
<rect x="140" y="80" width="26" height="6" rx="3" class="p-note-ring-fill"/><rect x="212" y="116" width="26" height="6" rx="3" class="p-note-ring-fill"/></g>
<rect x="30" y="238" width="260" height="0" class="p-machine"/>`,
  ),
  printing: svg(
    '0 0 320 340',
    `<rect x="72" y="34" width="176" height="70" rx="10" class="p-sheet"/><clipPath id="exit"><rect x="0" y="196" width="320" height="144"/></clipPath>
<g clip-path="url(#exit)"><g class="p-out"><g transform="translate(100 60)">${SHEET}</g></g></g>
<rect x="34" y="92" width="252" height="112" rx="16" class="p-machine"/><rect x="72" y="184" width="176" height="14" rx="7" class="p-slot"/>
<circle cx="252" cy="122" r="9" class="p-lamp"/><rect x="62" y="116" width="96" height="12" rx="6" class="p-deep"/>`,
  ),
  payout: svg(
    '0 0 320 340',
    `<rect x="30" y="60" width="260" height="120" rx="16" class="p-machine"/><rect x="96" y="146" width="128" height="14" rx="7" class="p-slot"/>
<g class="p-fall">${coin(130, 214, 28)}${coin(190, 236, 28)}</g><path d="M56 262h208l-16 50H72z" class="p-deep"/>`,
  ),
  closed: svg(
    '0 0 320 340',
    `<circle cx="160" cy="170" r="140" class="p-sky"/><rect x="66" y="126" width="188" height="104" rx="14" class="p-machine"/>
<path d="M104 126l56-58 56 58" class="p-cord"/><circle cx="160" cy="66" r="9" class="p-deep"/><path d="M104 178h112" class="p-bar"/>`,
  ),
  stop: svg(
    '0 0 320 340',
    `<circle cx="160" cy="170" r="140" class="p-warm"/><path d="M160 78l98 170H62z" class="p-warn"/><rect x="152" y="136" width="16" height="60" rx="8" class="p-warn-sign"/>
<circle cx="160" cy="218" r="10" class="p-warn-sign"/>`,
  ),
  slip: svg(
    '0 0 320 340',
    `<circle cx="160" cy="170" r="140" class="p-sky"/><path d="M96 56h128v214l-16-12-16 12-16-12-16 12-16-12-16 12-16-12-16 12z" class="p-sheet"/>
<rect x="122" y="86" width="76" height="10" rx="4" class="p-ink"/><rect x="116" y="120" width="88" height="8" rx="4" class="p-line"/><rect x="116" y="142" width="88" height="8" rx="4" class="p-line"/>${coin(160, 200, 30)}`,
  ),
  card: svg('-10 -10 170 114', CARD),
  certificate: svg('-10 -10 140 170', SHEET),
  receipt: svg(
    '0 0 120 150',
    `<path d="M16 6h88v136l-11-8-11 8-11-8-11 8-11-8-11 8-11-8-11 8z" class="p-sheet"/><rect x="38" y="24" width="44" height="9" rx="3" class="p-ink"/>
<rect x="30" y="48" width="60" height="6" rx="3" class="p-line"/><rect x="30" y="64" width="60" height="6" rx="3" class="p-line"/><rect x="30" y="80" width="36" height="6" rx="3" class="p-line"/>
<rect x="30" y="100" width="60" height="10" rx="3" class="p-ink"/>`,
  ),
  phoneItem: svg(
    '0 0 90 130',
    `<rect x="14" y="6" width="62" height="118" rx="11" class="p-machine"/><rect x="20" y="18" width="50" height="88" rx="3" class="p-sky"/><circle cx="45" cy="115" r="4" class="p-sky"/>`,
  ),
  original: svg(
    '-10 -10 160 170',
    `<rect x="0" y="104" width="140" height="40" rx="6" class="p-machine"/><g transform="translate(20 -20) scale(.82)">${SHEET}</g>`,
  ),
  change: svg('0 0 150 120', `${coin(46, 66, 36)}${coin(104, 52, 30)}${coin(98, 92, 24)}`),
  logo: svg(
    '0 0 40 40',
    `<rect x="2" y="2" width="36" height="36" rx="9" class="p-logo"/><path d="M10 30V15l10-6 10 6v15M7 31h26M16 30v-9h8v9" class="p-logo-line"/>`,
  ),
  globe: svg(
    '0 0 32 32',
    `<circle cx="16" cy="16" r="12" class="p-thin"/><path d="M4 16h24M16 4c-9 8-9 16 0 24M16 4c9 8 9 16 0 24" class="p-thin"/>`,
  ),
  pinPad: svg(
    '0 0 320 340',
    `<rect x="40" y="20" width="240" height="300" rx="18" class="p-machine"/><rect x="66" y="46" width="188" height="52" rx="10" class="p-deep"/>
<g class="p-dots"><circle cx="100" cy="72" r="11" class="p-dot"/><circle cx="140" cy="72" r="11" class="p-dot"/><circle cx="180" cy="72" r="11" class="p-dot"/><circle cx="220" cy="72" r="11" class="p-dot"/></g>
${[0, 1, 2, 3].map((row) => [0, 1, 2].map((column) => `<rect x="${72 + column * 62}" y="${118 + row * 48}" width="52" height="38" rx="8" class="p-key"/>`).join('')).join('')}
<rect x="134" y="166" width="52" height="38" rx="8" class="p-press"/>`,
  ),
  'tool.language': svg(
    '0 0 32 32',
    `<circle cx="16" cy="16" r="12" class="p-thin"/><path d="M4 16h24M16 4c-9 8-9 16 0 24M16 4c9 8 9 16 0 24" class="p-thin"/>`,
  ),
  'tool.speech': svg(
    '0 0 32 32',
    `<path d="M5 12h6l8-7v22l-8-7H5z" class="p-fill"/><path d="M23 11c3 3 3 7 0 10M26 7c6 6 6 12 0 18" class="p-thin"/>`,
  ),
  'tool.largeText': svg(
    '0 0 32 32',
    `<path d="M3 27l6-16h2l6 16M5.5 21h9" class="p-thin"/><path d="M16 27l7-22h2l6 22M18.6 19h10" class="p-thin"/>`,
  ),
  'tool.contrast': svg(
    '0 0 32 32',
    `<circle cx="16" cy="16" r="12" class="p-thin"/><path d="M16 4a12 12 0 0 1 0 24z" class="p-fill"/>`,
  ),
  'tool.access': svg(
    '0 0 32 32',
    `<path d="M4 9h24M4 16h24M4 23h24" class="p-thin"/><circle cx="11" cy="9" r="3.5" class="p-knob"/><circle cx="21" cy="16" r="3.5" class="p-knob"/><circle cx="13" cy="23" r="3.5" class="p-knob"/>`,
  ),
  'tool.help': svg(
    '0 0 32 32',
    `<circle cx="16" cy="16" r="13" class="p-thin"/><path d="M12 13a4 4 0 1 1 5.5 3.7c-1 .5-1.5 1-1.5 2.3" class="p-thin"/><circle cx="16" cy="23.4" r="1.6" class="p-fill"/>`,
  ),
  phone: svg(
    '0 0 32 32',
    `<path d="M9 4l5 7-3 4c1 3 3 5 6 6l4-3 7 5c0 3-2 5-5 5C13 28 4 19 4 9c0-3 2-5 5-5z" class="p-fill"/>`,
  ),
  document: svg('-8 -8 136 166', SHEET),
  building: svg(
    '0 0 64 64',
    `<path d="M6 26L32 10l26 16z" class="p-fill"/><path d="M10 30h8v20h-8zM28 30h8v20h-8zM46 30h8v20h-8z" class="p-fill"/><rect x="6" y="53" width="52" height="6" rx="2" class="p-fill"/>`,
  ),
};

/** A picture by name; an unknown name shows nothing. */
export function pictureOf(name: string): PictureNode | null {
  const drawn = PICTURES[name];
  return drawn === undefined ? null : { picture: name, svg: drawn };
}
