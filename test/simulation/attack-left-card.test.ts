/** A card that its holder left on the reader: the next citizen is not taken for the holder, and burns no try of it. */
import { expect, test } from 'vitest';
import type { ChainProfile } from '../../fsm/events.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { createWorld } from './world.ts';

test.each<ChainProfile>([
  { name: 'cardStays', cardAfterPin: 'stays', pin: 'first' },
  { name: 'cardOff', cardAfterPin: 'off', pin: 'first' },
  { name: 'pinLast', cardAfterPin: 'stays', pin: 'last' },
])('D10, R27: a left card is not read for the next citizen, who is asked to take it off first: %o', (profile) => {
  const world = createWorld({ profile });
  const begin = (): void => {
    world.until(() => world.view().screen === 'idle', 3_600_000);
    world.press({ type: 'citizen.openGovernmentService' });
    world.press({ type: 'citizen.openCertificateService' });
    world.press({ type: 'citizen.agree' });
  };
  begin();
  const left = world.card(CN.susonoTaro);
  world.hardware.reader.insert(left);
  world.until(() => ['pin', 'certificate'].includes(world.view().screen));
  // Nobody is there any more; the voice has spoken long enough.
  begin();
  world.clock.advance(10_000);
  expect(world.picture()).toMatchObject({ screen: 'setCard', code: 'cardLeft', municipalityId: null, tries: null });
  expect(
    world
      .view()
      .notices.map(({ text }) => text)
      .join(),
  ).toContain('前のお客様のカード');
  expect(left.verifyCount).toBe(0);
  world.hardware.reader.remove();
  world.clock.advance(1_000);
  expect(world.picture()).toMatchObject({ screen: 'setCard', code: null });
  world.hardware.reader.insert(world.card(CN.fuchuJiro));
  world.until(() => ['pin', 'certificate'].includes(world.view().screen));
  expect(world.picture().municipalityId).toBe('fuchu');
});

test('D10: who comes with the card already in place is read at once', () => {
  const world = createWorld();
  world.until(() => world.view().screen === 'idle');
  world.hardware.reader.insert(world.card(CN.fuchuJiro));
  world.clock.advance(1_000);
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  world.until(() => world.view().screen === 'pin');
});
