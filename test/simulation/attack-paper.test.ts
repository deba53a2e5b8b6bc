/** A centre that errs, before a whole kiosk: what it signs well and is somebody else's all the same, and what it says at another time. */
import { expect, test } from 'vitest';
import { CN, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { createWorld, type World } from './world.ts';

const TARO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'inkan' };
const HANAKO: SaleOptions = { subjectCn: CN.susonoHanako, typeId: 'juminhyo', persons: [1] };

/** From the idle screen until the card lies on the reader. */
function setCard(world: World, subjectCn: string): ReturnType<World['card']> {
  world.until(() => world.view().screen === 'idle');
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  const card = world.card(subjectCn);
  world.hardware.reader.insert(card);
  return card;
}

test('D3, D13: a 固有番号 that comes again in the next citizen’s session is refused before money, however well it is signed', () => {
  const world = createWorld();
  authenticateAtKiosk(world, TARO);
  requestAtKiosk(world, TARO);
  payAtKiosk(world, [100, 100, 100]);
  printAndLeave(world);
  world.centre.faults.arm({ at: 'apply', document: 'repeatedUniqueNumber' });
  authenticateAtKiosk(world, HANAKO);
  expect(() => requestAtKiosk(world, HANAKO)).toThrow();
  expect(world.picture()).toMatchObject({ code: 'documentForeign', totals: { due_yen: 0 } });
  expect(world.kiosk().incidents().open).toMatchObject([{ code: 'documentForeign', municipalityId: 'susono' }]);
  expect(world.hardware.printer.takeOutput()).toHaveLength(2);
  world.press({ type: 'citizen.acknowledge' });
  // D8: the municipality is stopped at once.
  const card = setCard(world, CN.susonoTaro);
  world.until(() => world.view().screen === 'refusal');
  expect(card.verifyCount).toBe(0);
});

test.each([
  ['three days back, before another fee', -3 * 86_400_000],
  ['an hour ahead', 3_600_000],
  ['a minute back', -60_000],
])(
  'D6: a machine of the centre whose clock is %s sells nothing: its time at the card is not the service time',
  (_, skew_ms) => {
    let off_ms = 0;
    const world = createWorld({ centreNow_epoch_ms: (now_ms) => TEST_DAY_EPOCH_MS + now_ms + off_ms });
    world.until(() => world.view().screen === 'idle');
    off_ms = skew_ms;
    const card = setCard(world, CN.susonoTaro);
    world.until(() => world.view().screen === 'refusal');
    expect(world.picture().code).toBe('centreTime');
    expect(card.verifyCount).toBe(0);
    world.hardware.reader.remove();
    world.clock.advance(1_000);
    world.press({ type: 'citizen.acknowledge' });
    off_ms = 0;
    authenticateAtKiosk(world, TARO);
  },
);
