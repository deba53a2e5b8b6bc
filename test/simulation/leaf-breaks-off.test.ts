/**
 * R102, R87: a leaf that breaks off on its way from the cell to the printer never looks whole, and its fee is not kept. A kiosk that cannot
 * seal a leaf sells none.
 */
import { expect, test } from 'vitest';
import { CODES } from '../../src/base/codes.ts';
import type { PageMaker, PieceSource } from '../../src/paper/contract.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { createWorld, type World } from './world.ts';

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1] };

/** A page maker whose documents end after so many pieces as `breaks` says. */
function breaking(
  pieces: number,
  breaks: (world: World) => boolean,
  world: () => World,
): (maker: PageMaker) => PageMaker {
  const cut = (document: PieceSource): PieceSource => {
    let given = 0;
    let failed = false;
    return {
      get failed() {
        return failed;
      },
      next: () => {
        given += 1;
        if (given <= pieces) return document.next();
        failed = breaks(world());
        return failed ? null : document.next();
      },
      close: () => document.close(),
    };
  };
  return (maker) => ({
    ...maker,
    render: (request, done) =>
      maker.render(request, (made) => done(made.ok ? { ...made, document: cut(made.document) } : made)),
  });
}

function printBroken(pieces: number, breaks: (world: World) => boolean): World {
  const world: World = createWorld({ pageMaker: breaking(pieces, breaks, () => world) });
  authenticateAtKiosk(world, JUMINHYO);
  requestAtKiosk(world, JUMINHYO);
  payAtKiosk(world, [500]);
  world.press({ type: 'citizen.printStart' });
  // Change, then the fee of what was not printed.
  world.until(() => world.hardware.places.total_yen('changeTray') === 500, 600_000);
  return world;
}

test.each([0, 1, 5, 11])(
  'after %i pieces the rest cannot be made: nothing comes out, and the fee goes back',
  (pieces) => {
    const world = printBroken(pieces, () => true);
    expect(world.hardware.printer.takeOutput()).toEqual([]);
    world.clock.advance(900_000);
    expectAtRest(world);
  },
);

test.each([0, 1, 5, 11])('after %i pieces the cell dies: nothing comes out, and the fee goes back', (pieces) => {
  const world = printBroken(pieces, (running) => {
    running.cells().crash('SIGKILL');
    return true;
  });
  expect(world.hardware.printer.takeOutput()).toEqual([]);
  world.clock.advance(900_000);
  expectAtRest(world);
});

test('R96: without keys that seal a sheet nothing is sold, and the code says what to do', () => {
  const world = createWorld({ sealsSheets: false });
  world.clock.advance(60_000);
  expect(world.view().screen).toBe('outOfService');
  expect(world.kiosk().picture().reasons).toEqual(['paperKeys']);
  expect(CODES.paperKeys).toMatchObject({ number: 4107, action: 'configuration' });
});
