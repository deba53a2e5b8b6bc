/**
 * `npm run paper:sample`: a 見本 certificate of the reference centre through the channel of test/paper → docs/paper-*.png: a front and a back
 * as they are seen at arm's length and near, a copy of the front, and the mark of the back in infrared.
 */
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { SeededRandom } from '../src/base/random.ts';
import type { BitPicture } from '../src/paper/code/contract.ts';
import { BACK } from '../src/paper/code/layout.ts';
import { prepareLayers } from '../src/paper/layers/layers.ts';
import { drawInto } from '../src/paper/layers/bits.ts';
import { renderSheets, type RenderedSheet } from '../src/paper/render-files.ts';
import { centrePage } from '../test/paper/centre-page.ts';
import { copy, DOTS_OF_MM, print, type Planes, scan, type Sheet } from '../test/paper/channel.ts';

const SEED = 20250416;
/** 10:02 on the day of the reference centre, Asia/Tokyo. */
const PRINTED_AT = Date.UTC(2025, 3, 16, 1, 2, 0);
const PLACE = new URL('../docs/', import.meta.url);
const PNG_BYTES_MAX = 300_000;
const GAP = 16;
/** Whole sheets at 60 dots an inch: 496 × 702, beside a cut-out of the same height. */
const WHOLE_DPI = 60;

interface View {
  readonly x_mm: number;
  readonly y_mm: number;
  readonly width_mm: number;
  readonly height_mm: number;
  readonly dpi: number;
  /** What an eye or a camera leaves of detail, deviation in pixels of the view. */
  readonly blur_px: number;
  readonly infrared?: boolean;
}

const WHOLE: View = { x_mm: 0, y_mm: 0, width_mm: 209.97, height_mm: 297, dpi: WHOLE_DPI, blur_px: 0.8 };

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

/** A part of a sheet as it is seen: averaged in linear light, which is how eyes and cameras see small dots. */
function seen(sheet: Sheet, { x_mm, y_mm, width_mm, height_mm, dpi, blur_px, infrared = false }: View): Picture {
  const left = Math.round(x_mm * DOTS_OF_MM);
  const top = Math.round(y_mm * DOTS_OF_MM);
  const width = Math.min(sheet.width - left, Math.round(width_mm * DOTS_OF_MM));
  const height = Math.min(sheet.height - top, Math.round(height_mm * DOTS_OF_MM));
  const part = (light: Uint8Array): Uint8Array => {
    const cut = new Uint8Array(width * height);
    for (let y = 0; y < height; y += 1) {
      const from = (top + y) * sheet.width + left;
      cut.set(light.subarray(from, from + width), y * width);
    }
    return cut;
  };
  const cut: Sheet = { width, height, visible: part(sheet.visible), infrared: sheet.infrared && part(sheet.infrared) };
  return scan(cut, { dpi, seed: SEED, blur_px, infrared, noise: 0, background: 0.86 });
}

/** Views side by side, few grays, small. */
async function save(name: string, views: readonly Picture[]): Promise<void> {
  const height = Math.max(...views.map((view) => view.height));
  const width = views.reduce((sum, view) => sum + view.width + GAP, GAP);
  let left = GAP;
  const parts = views.map(({ pixels, ...raw }) => {
    const place = { input: Buffer.from(pixels), raw: { ...raw, channels: 1 as const }, left, top: GAP };
    left += raw.width + GAP;
    return place;
  });
  const back = { width, height: height + 2 * GAP, channels: 3 as const, background: { r: 120, g: 124, b: 130 } };
  const file = fileURLToPath(new URL(`paper-${name}.png`, PLACE));
  const { size } = await sharp({ create: back })
    .composite(parts)
    .toColourspace('b-w')
    .png({ palette: true, colours: 16, dither: 0, compressionLevel: 9 })
    .toFile(file);
  if (size > PNG_BYTES_MAX) throw new Error(`${file} has ${size} bytes, more than ${PNG_BYTES_MAX}`);
  process.stdout.write(`${file} (${size} bytes)\n`);
}

/** What lies on each drum of a colour engine. */
function planesOf({ back, backInks }: RenderedSheet): Planes {
  const empty = (): BitPicture => ({ ...back, rows: new Uint8Array(back.rows.length) });
  const planes = { c: empty(), m: empty(), y: empty(), k: { ...back, rows: back.rows.slice() } };
  for (const { box, plane, cmyk } of backInks)
    (['c', 'm', 'y', 'k'] as const).forEach((toner, at) => {
      if ((cmyk[at] ?? 0) > 127) drawInto(planes[toner], plane, box);
    });
  return planes;
}

async function oneSheet(): Promise<RenderedSheet> {
  const sheets: RenderedSheet[] = [];
  await renderSheets(
    {
      pdf: await centrePage('juminhyo'),
      type: 'cmyk_8',
      layers: prepareLayers(),
      enquiry: '見本市 市民課 00-0000-0000',
      random: new SeededRandom(SEED),
      now_epoch_ms: PRINTED_AT,
    },
    (sheet) => Promise.resolve(void sheets.push(sheet)),
  );
  const [sheet] = sheets;
  if (sheet === undefined) throw new Error('the certificate has no page');
  return sheet;
}

const sheet = await oneSheet();
const near = { x_mm: 20, y_mm: 12, width_mm: 62, height_mm: 86.5, dpi: 206, blur_px: 0.45 } as const;
const front = print(sheet.front, 'office', SEED);
await save('front', [seen(front, { ...WHOLE, blur_px: 1.4 }), seen(front, near)]);
const copied = copy(front, SEED + 1);
await save('copy', [seen(copied, WHOLE), seen(copied, near)]);

const back = print(planesOf(sheet), 'office', SEED + 2);
const foot = { x_mm: 6, y_mm: 220, width_mm: 54, height_mm: 75.4, dpi: 236, blur_px: 0.45 } as const;
await save('back', [seen(back, WHOLE), seen(back, foot)]);
const mm = (dots: number): number => dots / DOTS_OF_MM;
const { x, y, width, height } = BACK.mark;
const mark = { x_mm: mm(x) - 3, y_mm: mm(y) - 3, width_mm: mm(width) + 6, height_mm: mm(height) + 6 };
await save(
  'infrared',
  [false, true].map((infrared) => seen(back, { ...mark, dpi: 340, blur_px: 1.2, infrared })),
);
