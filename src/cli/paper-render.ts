/** `madoguchi paper render`: every side of a PDF as the 600-dpi picture that would be printed. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { RasterType } from '../../drivers/printer.ts';
import { realRandom } from '../base/real-random.ts';
import type { BitPicture } from '../paper/code/contract.ts';
import { A4_DOTS } from '../paper/contract.ts';
import { prepareLayers } from '../paper/layers/layers.ts';
import { renderSheets } from '../paper/render-files.ts';
import type { InkArea } from '../paper/sides.ts';
import type { Run } from './call.ts';
import { UsageError } from './exit.ts';
import { CLI_LIMITS } from './limits.ts';

interface Options {
  readonly pdf: string;
  readonly out: string;
  readonly type: RasterType;
  readonly rung: number | undefined;
}

const TONERS = ['c', 'm', 'y', 'k'] as const;

/** `madoguchi paper render`. */
export const renderPaper: Run = async (call) => {
  const out = call.option('out') ?? '.';
  const type = call.option('type') === 'black_1' ? 'black_1' : 'cmyk_8';
  const rung = call.whole('rung', 1, 11);
  const files = await render({ pdf: call.option('pdf') ?? '', out, type, rung }, call.world.systemTime_epoch_ms());
  call.answer({ folder: out, files }, () =>
    call.text({
      en: `wrote ${files.length} files into ${out} (trial keys: no certificate)\n`,
      ja: `${out} に ${files.length} 個のファイルを書きました(見本。証明書ではありません)。\n`,
    }),
  );
};

/** Folder by folder: where nothing can be made, as below /proc, Node's own way with `recursive` never ends. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

async function render({ pdf, out, type, rung }: Options, now_epoch_ms: number): Promise<string[]> {
  const bytes = readPdf(pdf);
  const files: string[] = [];
  const write = (name: string, text: string): void => {
    writeFileSync(join(out, name), text);
    files.push(name);
  };
  try {
    makeFolder(out);
  } catch {
    throw new UsageError({
      en: `${out} cannot be made; expected a folder for the pictures`,
      ja: `${out} を作れません。画像を書くフォルダーを指定してください`,
    });
  }
  const layers = prepareLayers(rung === undefined ? {} : { rung });
  const enquiry = '見本。この用紙は証明書ではありません。';
  const rendered = await renderSheets(
    { pdf: bytes, type, layers, enquiry, random: realRandom, now_epoch_ms },
    async ({ front, back, backInks }, leaf) => {
      const name = String(leaf).padStart(2, '0');
      const pictures: [string, BitPicture][] = [
        [`${name}-front.png`, front],
        [`${name}-back.png`, withInks(back, backInks)],
        ...separations(back, backInks).map(([toner, plane]): [string, BitPicture] => [
          `${name}-back-${toner}.png`,
          plane,
        ]),
      ];
      for (const [file, picture] of pictures) {
        await writePng(join(out, file), picture);
        files.push(file);
      }
    },
  );
  write('trust.json', `${JSON.stringify(rendered.trust, null, 2)}\n`);
  write('authority-key.pem', rendered.authorityKey_pem);
  write('facts.json', `${JSON.stringify(rendered.facts, null, 2)}\n`);
  return files;
}

function readPdf(file: string): Uint8Array {
  try {
    if (statSync(file).size > CLI_LIMITS.scan_bytes_max) throw new Error('too large');
    return readFileSync(file);
  } catch {
    throw new UsageError({
      en: `${file} cannot be read; expected a PDF of at most ${CLI_LIMITS.scan_bytes_max} bytes`,
      ja: `${file} を読めません。${CLI_LIMITS.scan_bytes_max} バイト以下の PDF を指定してください`,
    });
  }
}

/** What the eye sees: all toners together. */
function withInks(back: BitPicture, inks: readonly InkArea[]): BitPicture {
  const whole: BitPicture = { ...back, rows: back.rows.slice() };
  for (const ink of inks) lay(whole, ink);
  return whole;
}

/** One picture a toner, where there is any but black. */
function separations(back: BitPicture, inks: readonly InkArea[]): [string, BitPicture][] {
  if (inks.length === 0) return [];
  return TONERS.map((toner, at) => {
    const isBlack = toner === 'k';
    const plane: BitPicture = { ...back, rows: isBlack ? back.rows.slice() : new Uint8Array(back.rows.length) };
    for (const ink of inks) if ((ink.cmyk[at] ?? 0) > 127) lay(plane, ink);
    return [toner, plane];
  });
}

function lay(onto: BitPicture, { box, plane }: InkArea): void {
  const stride = (onto.width + 7) >> 3;
  const own = (plane.width + 7) >> 3;
  for (let y = 0; y < plane.height; y += 1)
    for (let x = 0; x < plane.width; x += 1)
      if (((plane.rows[y * own + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0)
        onto.rows[(box.y + y) * stride + ((box.x + x) >> 3)]! |= 0x80 >> ((box.x + x) & 7);
}

/** One bit a dot, 600 dpi stated in the file. */
async function writePng(file: string, { width, height, rows }: BitPicture): Promise<void> {
  const pixels = Buffer.alloc(width * height, 255);
  const stride = (width + 7) >> 3;
  rows.forEach((octet, at) => {
    if (octet === 0) return;
    const from = Math.floor(at / stride) * width + (at % stride) * 8;
    for (let bit = 0; bit < 8; bit += 1) if ((octet & (0x80 >> bit)) !== 0) pixels[from + bit] = 0;
  });
  try {
    const png = { palette: true, colours: 2, dither: 0, compressionLevel: 6 } as const;
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .withMetadata({ density: A4_DOTS.dpi })
      .png(png)
      .toFile(file);
  } catch {
    throw new UsageError({
      en: `${file} cannot be written; expected a place for a PNG picture`,
      ja: `${file} を書けません。PNG 画像の書き出し先を指定してください`,
    });
  }
}
