/** `madoguchi paper calibrate`: the calibration sheet of けん制文字 printed or as a picture, the rung of this machine set or proposed (R98). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import sharp from 'sharp';
import { calibrationResultSchema, type CalibrationResult } from '../api/messages.ts';
import type { Clock } from '../base/clock.ts';
import { MadoguchiError } from '../base/errors.ts';
import { A4_DOTS } from '../paper/contract.ts';
import { DEFAULT_FONT_FOLDER } from '../paper/drawing.ts';
import { type CalibrationRead, readCalibration } from '../paper/layers/calibration-read.ts';
import { drawCalibrationSheet } from '../paper/layers/calibration-sheet.ts';
import { openLetters } from '../paper/layers/letters.ts';
import { RUNGS } from '../paper/layers/settings.ts';
import { words } from '../words/words.ts';
import { ask } from './client.ts';
import { CLI_LIMITS } from './limits.ts';
import { readScan } from './scan-file.ts';

interface Options {
  readonly json?: boolean;
  readonly socket?: string;
  readonly config?: string;
  readonly out?: string;
  readonly set?: string;
  readonly scan?: string;
}

/** What the command needs from the rest of the command line. */
export interface CalibrateTools {
  readonly clock: Clock;
  readonly isJapanese: boolean;
  readonly now_epoch_ms: () => number;
  common(command: Command): Command;
  answer<T>(options: Options, value: T, render: (value: T) => string): void;
  socketPath(options: Options): string;
}

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

/** Adds `calibrate` to `madoguchi paper`. */
export function addPaperCalibrateCommand(paper: Command, tools: CalibrateTools): void {
  tools
    .common(paper.command('calibrate'))
    .description('prints the calibration sheet of this machine; sets or proposes how dark the field of 「複写」 is')
    .option('--out <folder>', 'the sheet goes there as a picture instead, without a daemon')
    .option('--set <rung>', `stores the rung, ${RUNGS.min} to ${RUNGS.max}, for this machine`)
    .option('--scan <file>', 'reads a scan of the printed sheet and proposes the rung')
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { out, set, scan } = options;
      if ([out, set, scan].filter((option) => option !== undefined).length > 1) {
        throw new MadoguchiError('usage', 'found several of --out, --set and --scan; expected at most one');
      }
      if (out !== undefined) return writeSheet(out, options, tools);
      if (set !== undefined) return setRung(rungOf(set), options, tools);
      if (scan !== undefined) return propose(scan, options, tools);
      return printSheet(options, tools);
    });
}

const textsOf = ({ isJapanese }: CalibrateTools): typeof ENGLISH => (isJapanese ? JAPANESE : ENGLISH);

async function printSheet(options: Options, tools: CalibrateTools): Promise<void> {
  const path = tools.socketPath(options);
  const texts = textsOf(tools);
  let result = await ask(path, 'paper.printCalibration', calibrationResultSchema, tools.clock);
  const end_ms = tools.clock.now_ms() + CLI_LIMITS.print_waits_ms;
  while (result.sheet === 'printing' && tools.clock.now_ms() < end_ms) {
    await new Promise<void>((resolve) => tools.clock.after(CLI_LIMITS.print_asks_every_ms, resolve));
    result = await ask(path, 'paper.calibration', calibrationResultSchema, tools.clock);
  }
  tools.answer(options, result, ({ sheet, code }: CalibrationResult) =>
    sheet === 'failed' ? texts.failed(code ?? '') : sheet === 'printed' ? texts.printed : texts.printing,
  );
}

async function setRung(rung: number, options: Options, tools: CalibrateTools): Promise<void> {
  const params = { rung };
  const path = tools.socketPath(options);
  const result = await ask(path, 'paper.setRung', calibrationResultSchema, tools.clock, params);
  tools.answer(options, result, ({ setting }) => textsOf(tools).set(setting?.rung ?? rung));
}

function rungOf(text: string): number {
  const rung = Number(text);
  if (Number.isInteger(rung) && rung >= RUNGS.min && rung <= RUNGS.max) return rung;
  throw new MadoguchiError('usage', `--set ${text}; expected a whole number from ${RUNGS.min} to ${RUNGS.max}`);
}

async function propose(file: string, options: Options, tools: CalibrateTools): Promise<void> {
  const letters = openLetters(DEFAULT_FONT_FOLDER);
  let best: CalibrationRead = { ok: false, why: 'noSheet' };
  for (const page of await readScan(file)) {
    const read = readCalibration(page, letters);
    if (read.ok || best.ok === false) best = read;
    if (read.ok) break;
  }
  if (!best.ok) {
    const found = best.why === 'copy' ? 'is a copy of the sheet, its fields are gone' : 'shows no calibration sheet';
    throw new MadoguchiError(
      'usage',
      `${file} ${found}; expected a scan of the printed original, all of it, at 200 dpi or more`,
    );
  }
  const texts = textsOf(tools);
  const { rung, measured } = best;
  tools.answer(options, { rung, measured }, () =>
    [...measured.map((one) => texts.row(one.rung, one.ratio.toFixed(2))), texts.proposed(rung)].join(''),
  );
}

async function writeSheet(folder: string, options: Options, tools: CalibrateTools): Promise<void> {
  const file = join(folder, 'calibration.png');
  const time = words('ja').dateTime(tools.now_epoch_ms());
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
    throw new MadoguchiError('usage', `${file} cannot be written; expected a folder for the picture`);
  }
  tools.answer(options, { file }, () => textsOf(tools).written(file));
}
