import { expect, test } from 'vitest';
import type { GrayPicture } from '../../src/paper/code/contract.ts';
import { DEFAULT_FONT_FOLDER } from '../../src/paper/drawing.ts';
import { readCalibration } from '../../src/paper/layers/calibration-read.ts';
import { drawCalibrationSheet } from '../../src/paper/layers/calibration-sheet.ts';
import { openLetters } from '../../src/paper/layers/letters.ts';
import { copy, type Preset, print, scan, type Sheet } from './channel.ts';

const letters = openLetters(DEFAULT_FONT_FOLDER);
const FACTS = { kioskName: '見本市役所前店', time: '2025年4月16日 10:03', rung: null };
const sheet = drawCalibrationSheet(letters, FACTS);

const papers = new Map<Preset, Sheet>();
/** Made once: a whole sheet takes a second. */
function printed(preset: Preset): Sheet {
  const paper = papers.get(preset) ?? print(sheet, preset, 5);
  papers.set(preset, paper);
  return paper;
}

function proposed(picture: GrayPicture): { rung: number; ratio: number } {
  const read = readCalibration(picture, letters);
  if (!read.ok) throw new Error(read.why);
  return { rung: read.rung, ratio: read.measured.find(({ rung }) => rung === read.rung)?.ratio ?? 0 };
}

test.each<Preset>(['good', 'office', 'poor'])(
  'R98: a scan of the sheet from a %s engine proposes the rung at which field and message are equally dark',
  (preset) => {
    const paper = printed(preset);
    const { rung, ratio } = proposed(scan(paper, { dpi: 300, seed: 6, skew_deg: 1.3 }));
    expect(ratio).toBeGreaterThan(0.93);
    expect(ratio).toBeLessThan(1.07);
    // However it lies on the glass, and as coarsely as scanners are set.
    const turned = proposed(scan(paper, { dpi: 200, seed: 7, skew_deg: 181 }));
    expect(Math.abs(turned.rung - rung)).toBeLessThanOrEqual(1);
  },
);

test('R98: an engine that spreads its toner is given a lighter field', () => {
  const rungOf = (preset: Preset): number => proposed(scan(printed(preset), { dpi: 200, seed: 9 })).rung;
  expect(rungOf('poor')).toBeLessThan(rungOf('good'));
});

test('R98: a copy of the sheet and anything else are not taken for it', () => {
  const copied = scan(copy(printed('office'), 11), { dpi: 200, seed: 12 });
  expect(readCalibration(copied, letters)).toEqual({ ok: false, why: 'copy' });
  const empty: GrayPicture = { width: 827, height: 1169, pixels: new Uint8Array(827 * 1169).fill(250) };
  expect(readCalibration(empty, letters)).toEqual({ ok: false, why: 'noSheet' });
  const black: GrayPicture = { ...empty, pixels: new Uint8Array(827 * 1169) };
  expect(readCalibration(black, letters)).toEqual({ ok: false, why: 'noSheet' });
  const tiny: GrayPicture = { width: 1, height: 1, pixels: new Uint8Array(1) };
  expect(readCalibration(tiny, letters)).toEqual({ ok: false, why: 'noSheet' });
}, 60_000);
