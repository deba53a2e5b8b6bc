/** `madoguchi paper calibrate`: the calibration sheet of けん制文字 printed or as a picture, the rung of this machine set or proposed (R98). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { A4_DOTS } from '../paper/contract.ts';
import { DEFAULT_FONT_FOLDER } from '../paper/drawing.ts';
import { type CalibrationRead, readCalibration } from '../paper/layers/calibration-read.ts';
import { drawCalibrationSheet } from '../paper/layers/calibration-sheet.ts';
import { openLetters } from '../paper/layers/letters.ts';
import { RUNGS } from '../paper/layers/settings.ts';
import { words } from '../words/words.ts';
import type { Call, Run } from './call.ts';
import { UsageError } from './exit.ts';
import { CLI_LIMITS } from './limits.ts';
import { readScan } from './scan-file.ts';

const ENGLISH = {
  printing: 'the calibration sheet is still being printed; ask again with madoguchi status\n',
  printed: 'the calibration sheet is printed; follow what stands on it\n',
  failed: (code: string) => `the calibration sheet was not printed (${code})\n`,
  written: (file: string) => `wrote ${file}\n`,
  set: (rung: number) => `rung ${rung} is set, from the next citizen on\n`,
  proposed: (rung: number) =>
    `rung ${rung} is proposed; look at the copy of the sheet too, then: madoguchi paper calibrate --set ${rung}\n`,
  row: (rung: number, ratio: string) => `  rung ${rung}: message/field ${ratio}\n`,
};
const JAPANESE: typeof ENGLISH = {
  printing: '調整用紙を印刷しています。madoguchi status で確かめてください。\n',
  printed: '調整用紙を印刷しました。用紙の説明に従ってください。\n',
  failed: (code) => `調整用紙を印刷できませんでした(${code})。\n`,
  written: (file) => `${file} に書きました。\n`,
  set: (rung) => `${rung} に設定しました。次の利用者から有効です。\n`,
  proposed: (rung) =>
    `${rung} をお勧めします。用紙のコピーも確かめてから設定してください: madoguchi paper calibrate --set ${rung}\n`,
  row: (rung, ratio) => `  ${rung}: 文字と地の濃さの比 ${ratio}\n`,
};

/** `madoguchi paper calibrate`. */
export const calibrate: Run = async (call) => {
  const [out, set, scan] = ['out', 'set', 'scan'].map((name) => call.option(name));
  if ([out, set, scan].filter((option) => option !== undefined).length > 1) {
    throw new UsageError({
      en: 'found several of --out, --set and --scan; expected at most one',
      ja: '--out、--set、--scan は一つだけ指定してください',
    });
  }
  if (out !== undefined) return writeSheet(out, call);
  if (set !== undefined) return setRung(call.whole('set', RUNGS.min, RUNGS.max) ?? RUNGS.min, call);
  if (scan !== undefined) return propose(scan, call);
  return printSheet(call);
};

const textsOf = ({ language }: Call): typeof ENGLISH => (language === 'ja' ? JAPANESE : ENGLISH);

async function printSheet(call: Call): Promise<void> {
  const { clock } = call.world;
  const texts = textsOf(call);
  let result = await call.ask('paper.printCalibration');
  const end_ms = clock.now_ms() + CLI_LIMITS.print_waits_ms;
  while (result.sheet === 'printing' && clock.now_ms() < end_ms) {
    await new Promise<void>((resolve) => clock.after(CLI_LIMITS.print_asks_every_ms, resolve));
    result = await call.ask('paper.calibration');
  }
  call.answer(result, ({ sheet, code }) =>
    sheet === 'failed' ? texts.failed(code ?? '') : sheet === 'printed' ? texts.printed : texts.printing,
  );
}

async function setRung(rung: number, call: Call): Promise<void> {
  const result = await call.ask('paper.setRung', { rung });
  call.answer(result, ({ setting }) => textsOf(call).set(setting?.rung ?? rung));
}

async function propose(file: string, call: Call): Promise<void> {
  const letters = openLetters(DEFAULT_FONT_FOLDER);
  let best: CalibrationRead = { ok: false, why: 'noSheet' };
  for (const page of await readScan(file)) {
    const read = readCalibration(page, letters);
    if (read.ok || best.ok === false) best = read;
    if (read.ok) break;
  }
  if (!best.ok) {
    const isCopy = best.why === 'copy';
    const found = isCopy ? 'is a copy of the sheet, its fields are gone' : 'shows no calibration sheet';
    throw new UsageError({
      en: `${file} ${found}; expected a scan of the printed original, all of it, at 200 dpi or more`,
      ja: `${file} ${isCopy ? 'は調整用紙のコピーで、地の模様が失われています' : 'に調整用紙が写っていません'}。印刷した原本の全体を 200 dpi 以上で読み取ってください`,
    });
  }
  const texts = textsOf(call);
  const { rung, measured } = best;
  call.answer({ rung, measured }, () =>
    [...measured.map((one) => texts.row(one.rung, one.ratio.toFixed(2))), texts.proposed(rung)].join(''),
  );
}

async function writeSheet(folder: string, call: Call): Promise<void> {
  const file = join(folder, 'calibration.png');
  const time = words('ja').dateTime(call.world.systemTime_epoch_ms());
  const { width, height, rows } = drawCalibrationSheet(openLetters(DEFAULT_FONT_FOLDER), {
    kioskName: '',
    time,
    rung: null,
  });
  const pixels = Buffer.alloc(width * height, 255);
  const stride = (width + 7) >> 3;
  for (let at = 0; at < pixels.length; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (((rows[y * stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0) pixels[at] = 0;
  }
  try {
    mkdirSync(folder, { recursive: true });
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .withMetadata({ density: A4_DOTS.dpi })
      .png({ palette: true, colours: 2, dither: 0 })
      .toFile(file);
  } catch {
    throw new UsageError({
      en: `${file} cannot be written; expected a folder for the picture`,
      ja: `${file} を書けません。画像を書くフォルダーを指定してください`,
    });
  }
  call.answer({ file }, () => textsOf(call).written(file));
}
