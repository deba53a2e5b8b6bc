/** What papers are made for, by what the printer says of itself (print.md, rule 2). */
import { expect, test } from 'vitest';
import type { PrinterTraits, RasterType } from '../../drivers/printer.ts';
import { PaperTargets } from '../../src/kiosk/print/paper-targets.ts';

function targetsOf(traits: Partial<PrinterTraits> | null): PaperTargets {
  const targets = new PaperTargets();
  if (traits) targets.set({ rasterTypes: [], sheetBack: 'normal', pdf: false, colour: false, ...traits });
  return targets;
}

test.each<[readonly RasterType[], RasterType, RasterType]>([
  [['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'], 'cmyk_8', 'black_1'],
  [['sgray_8', 'srgb_8'], 'srgb_8', 'sgray_8'],
  // Gray adds nothing to black dots, and is eight times as large.
  [['black_1', 'sgray_8'], 'black_1', 'black_1'],
  [['sgray_8'], 'sgray_8', 'sgray_8'],
])('a printer that takes %j gets certificates in %s and own papers in %s', (rasterTypes, leaf, paper) => {
  const targets = targetsOf({ rasterTypes, sheetBack: 'rotated', pdf: true });
  expect(targets.leaf()).toEqual({ format: 'image/pwg-raster', type: leaf, sheetBack: 'rotated' });
  expect(targets.paper()).toEqual({ format: 'image/pwg-raster', type: paper, sheetBack: 'rotated' });
});

test('PDF is only for a printer that takes no raster', () => {
  expect(targetsOf({ pdf: true }).leaf()).toMatchObject({ format: 'application/pdf', type: 'black_1' });
});

test('before a printer has said anything, and where it takes neither, the plainest raster is made', () => {
  const plain = { format: 'image/pwg-raster', type: 'black_1', sheetBack: 'normal' };
  expect(targetsOf(null).leaf()).toEqual(plain);
  expect(targetsOf({}).paper()).toEqual(plain);
});
