/** Pictures of staff mode, in the manner of `pictures.ts`: what to open, take out, put in, look at. */
import type { PictureNode } from './dom.ts';

const svg = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`;

const COINS =
  '<ellipse cx="32" cy="20" rx="16" ry="7"/><path d="M16 20v12c0 4 7 7 16 7s16-3 16-7V20M16 32v12c0 4 7 7 16 7s16-3 16-7V32"/>';
const BOX = '<path d="M10 30h44v24H10zM24 30v-6h16v6"/>';
const SHEET = '<path d="M18 8h20l10 10v38H18zM38 8v10h10"/>';
const PRINTER = '<path d="M18 24V10h28v14M18 46H10V24h44v22h-8M18 38h28v16H18z"/>';

const ICONS: Readonly<Record<string, string>> = {
  'task.collect': `${BOX}<path d="M32 22V6m-8 8 8-8 8 8"/>`,
  'task.refill': `${BOX}<path d="M32 4v16m-8-8 8 8 8-8"/>`,
  'task.openingStock': `${COINS}`,
  'task.closing': '<path d="M12 8h40v48H12zM20 20h24M20 32h10M38 32h6M20 44h10M38 44h6"/>',
  'task.slips': `${SHEET}<path d="M26 28l6 8 6-8M32 36v12M26 40h12"/>`,
  'task.leftItems': '<path d="M10 22h44v32H10zM22 22v-6a10 10 0 0 1 20 0v6M32 32v10m0 6v.1"/>',
  'task.incidents': '<path d="M32 8 58 54H6zM32 26v14m0 7v.1"/>',
  'task.guide': PRINTER,
  'task.doubts': '<circle cx="32" cy="32" r="24"/><path d="M24 25a8 8 0 1 1 8 9v4m0 8v.1"/>',
  unit: COINS,
  open: '<path d="M12 8h40v48H12zM44 8v48M36 32v.1"/>',
  take: `${BOX}<path d="M32 22V6m-8 8 8-8 8 8"/>`,
  put: `${BOX}<path d="M32 4v16m-8-8 8 8 8-8"/>`,
  count: COINS,
  close: '<path d="M12 8h40v48H12zM40 34v.1M22 30l6 6 12-14"/>',
  paper: `${PRINTER}<path d="M26 46h12"/>`,
  face: `${SHEET}<path d="m24 30 16 16M40 30 24 46"/>`,
  phone: '<path d="M18 8h10l4 14-8 4c4 8 8 12 14 14l4-8 14 4v10c0 6-6 8-10 8C26 52 12 38 10 18c0-4 2-10 8-10z"/>',
};

/** What each step of a guide shows. */
const STEPS: Readonly<Record<string, string>> = {
  collect1: 'open',
  collect2: 'take',
  collect3: 'count',
  collect4: 'close',
  refill1: 'count',
  refill2: 'open',
  refill3: 'put',
  refill4: 'close',
  openingStock1: 'open',
  openingStock2: 'put',
  openingStock3: 'close',
  openingStock4: 'count',
  closing1: 'open',
  closing2: 'count',
  closing3: 'close',
  closing4: 'task.closing',
  jam2: 'face',
  jam3: 'close',
  'printer-printerJam': 'paper',
  'printer-printerPaper': 'put',
  'printer-printerDoor': 'close',
  'printer-printerOutputFull': 'face',
  'printer-printerSupplies': 'paper',
  'printer-printerSuppliesLow': 'paper',
  'printer-printerNotReady': 'paper',
  'printer-printerOffline': 'phone',
  cash1: 'task.incidents',
  cash2: 'open',
  cash3: 'task.closing',
  offline1: 'phone',
  fine: 'close',
  'doubt-payout1': 'count',
  'doubt-payout2': 'take',
  'doubt-payout3': 'close',
  'doubt-note1': 'open',
  'doubt-note2': 'count',
  'doubt-note3': 'put',
  'doubt-unseen1': 'count',
  'doubt-unseen2': 'task.closing',
  'doubt-lent1': 'count',
  'doubt-lent2': 'task.closing',
  'doubt-held1': 'phone',
  'doubt-held2': 'task.closing',
  'sheet-look': 'face',
  'sheet-gone': 'close',
  'mismatch-envelope': 'paper',
  'mismatch-noPaper': 'paper',
  'mismatch-callForeign': 'phone',
  'mismatch-callCentre': 'phone',
  'mismatch-callTechnician': 'phone',
};

/** Picture of a button or step; a unit's is that of money. */
export function staffIcon(id: string): PictureNode {
  const name = id.startsWith('step.') ? (STEPS[id.slice(5)] ?? 'open') : id.startsWith('unit.') ? 'unit' : id;
  return { picture: `staff-${name}`, svg: svg(ICONS[name] ?? SHEET) };
}
