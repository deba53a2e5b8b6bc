/** A page that is not what was checked (D4): nothing of it is printed, the fee comes back, and nothing more is sold. */
import { expect, test } from 'vitest';
import type { PageMaker } from '../../src/paper/contract.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { createWorld } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1] };

const FLAWS: Readonly<Record<string, (maker: PageMaker) => PageMaker>> = {
  'the cell renders another page and says so': (maker) => ({
    ...maker,
    render: (request, done) =>
      maker.render(request, (made) => done(made.ok ? { ...made, digest_sha256: '0'.repeat(64) } : made)),
  }),
  'the page maker finds another page than it was told': (maker) => ({
    ...maker,
    render: (request, done) => maker.render(request, () => done({ ok: false, code: 'pageDigest' })),
  }),
};

test.each(Object.entries(FLAWS))('D4, R81: %s', (_, pageMaker) => {
  const world = createWorld({ pageMaker });
  authenticateAtKiosk(world, JUMINHYO);
  requestAtKiosk(world, JUMINHYO);
  payAtKiosk(world, [500]);
  world.press({ type: 'citizen.printStart' });
  world.until(() => world.hardware.places.total_yen('changeTray') === 500, 600_000);
  const papers = world.hardware.printer.takeOutput();
  expect(papers).toEqual([]);
  world.until(() => world.view().screen === 'outOfService', 900_000);
  // The printer is well again and again: that is no reason to open.
  world.hardware.printer.loadPaper(0);
  world.clock.advance(30_000);
  world.hardware.printer.loadPaper(200);
  world.clock.advance(30_000);
  expect(world.kiosk().picture().reasons).toEqual(['pageDigest']);
  expect(world.database.prepare('SELECT DISTINCT code FROM incident').pluck().all()).toContain('pageDigest');
  expectAtRest(world);
});

test('R81: a page that is drawn after its leaf was given up is not printed: its fee went back', () => {
  const late: (() => void)[] = [];
  const pageMaker = (maker: PageMaker): PageMaker => ({
    ...maker,
    render: (request, done) => maker.render(request, (made) => late.push(() => done(made))),
  });
  const world = createWorld({ pageMaker });
  authenticateAtKiosk(world, JUMINHYO);
  requestAtKiosk(world, JUMINHYO);
  payAtKiosk(world, [500]);
  world.press({ type: 'citizen.printStart' });
  // The longest a leaf may take (`printer_prints_leaf_ms`).
  world.until(() => world.hardware.places.total_yen('changeTray') === 500, 400_000);
  expect(late).toHaveLength(1);
  late[0]!();
  world.clock.advance(60_000);
  expect(world.hardware.printer.takeOutput()).toEqual([]);
  expectAtRest(world);
});
