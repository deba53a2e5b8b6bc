/** Scans as files: PNG, JPEG, TIFF (by sharp, with limits of bytes and pixels) and PDF (by PDFium, in time) → gray pictures. */
import { readFileSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { UsageError } from './exit.ts';
import type { GrayPicture } from '../paper/code/contract.ts';
import type { FrontComparison } from '../paper/code/front-compare.ts';
import type { Front } from '../paper/code/tiff-front.ts';
import { markedFront } from '../paper/code/marked-front.ts';
import { CLI_LIMITS } from './limits.ts';
import { pdfPages } from './scan-pdf-file.ts';
import type { Text } from './text.ts';

/** The pages of a scan: one for a picture, the first few for a PDF or a TIFF. */
export async function readScan(file: string): Promise<readonly GrayPicture[]> {
  const bytes = readLimited(file);
  const isPdf = bytes.subarray(0, 1024).includes('%PDF-');
  const pages = isPdf ? await pdfPages(bytes) : await picturesOf(bytes);
  if (pages === null || pages.length === 0) throw new UsageError(await refusal(file, bytes, isPdf));
  return pages;
}

/** Why a file cannot be read, as far as it is known. */
async function refusal(file: string, bytes: Buffer, isPdf: boolean): Promise<Text> {
  if (bytes.length === 0) {
    return { en: `${file} is empty; expected a scan`, ja: `${file} は空です。読み取り画像を指定してください` };
  }
  if (isPdf && bytes.includes('/Encrypt')) {
    return {
      en: `${file} is locked; expected a PDF without a password`,
      ja: `${file} は保護されています。パスワードのない PDF にしてください`,
    };
  }
  // The head of a file alone, whatever it promises.
  const head = isPdf
    ? null
    : await sharp(bytes, { limitInputPixels: false })
        .metadata()
        .catch(() => null);
  const { width = 0, height = 0 } = head !== null && FORMATS.has(head.format) ? head : {};
  const { scan_pixels_max, scan_side_max } = CLI_LIMITS;
  if (width * height > scan_pixels_max || Math.max(width, height) > scan_side_max) {
    return {
      en: `${file} has ${width} × ${height} pixels; expected at most ${scan_pixels_max}, ${scan_side_max} a side (A4 at 600 dpi has 4,960 × 7,016)`,
      ja: `${file} は ${width} × ${height} 画素あります。全体で ${scan_pixels_max} 画素、1 辺 ${scan_side_max} 画素以下にしてください(A4、600 dpi で 4,960 × 7,016)`,
    };
  }
  return {
    en: `${file} is not a PNG, JPEG, TIFF or PDF of a scan that can be read`,
    ja: `${file} は読み取れる PNG、JPEG、TIFF、PDF の画像ではありません`,
  };
}

/** Writes the front as PNG, with what differs marked where there is a comparison. */
export async function writeFront(file: string, front: Front, comparison: FrontComparison | null): Promise<void> {
  const { width, height, pixels } = markedFront(front, comparison);
  const raw = { width, height, channels: 3 } as const;
  try {
    await sharp(pixels, { raw }).withDensity(front.dpi).png({ palette: true, colours: 8, dither: 0 }).toFile(file);
  } catch {
    throw new UsageError({
      en: `${file} cannot be written; expected a place for a PNG picture`,
      ja: `${file} を書けません。PNG 画像の書き出し先を指定してください`,
    });
  }
}

function readLimited(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > CLI_LIMITS.scan_bytes_max) {
      throw new UsageError({
        en: `${file} has ${size} bytes; expected at most ${CLI_LIMITS.scan_bytes_max}`,
        ja: `${file} は ${size} バイトあります。${CLI_LIMITS.scan_bytes_max} バイト以下にしてください`,
      });
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError({
      en: `${file} cannot be read; expected a scan`,
      ja: `${file} を読めません。読み取り画像を指定してください`,
    });
  }
}

async function picturesOf(bytes: Buffer): Promise<readonly GrayPicture[] | null> {
  const options = { limitInputPixels: CLI_LIMITS.scan_pixels_max, sequentialRead: true } as const;
  try {
    const { format, pages = 1 } = await sharp(bytes, options).metadata();
    if (!FORMATS.has(format)) return null;
    const pictures: GrayPicture[] = [];
    for (let page = 0; page < Math.min(pages, CLI_LIMITS.scan_pages_max); page += 1) {
      // Each page of a TIFF has a size of its own.
      const one = sharp(bytes, { ...options, page });
      const size = await one.metadata();
      if (Math.max(size.width, size.height) > CLI_LIMITS.scan_side_max) return null;
      const image = one.flatten({ background: '#ffffff' }).greyscale();
      const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
      const { width, height, channels } = info;
      const pixels = channels === 1 ? data : data.filter((_, at) => at % channels === 0);
      pictures.push({ width, height, pixels });
    }
    return pictures;
  } catch {
    return null;
  }
}

const FORMATS: ReadonlySet<string> = new Set(['png', 'jpeg', 'tiff', 'webp']);
