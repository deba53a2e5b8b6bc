/** Chains that ask for the PIN last: what was offered before anybody knew the citizen is not what this citizen may have. */
import { expect, test } from 'vitest';
import { CN } from '../virtual/centre/fixture.ts';
import { createWorld, type World } from './world.ts';

/** With the PIN last, from the idle screen until the PIN was accepted and the card taken off. */
function chooseThenAuthenticate(world: World, subjectCn: string, chosen: Readonly<Record<string, boolean>>): void {
  world.until(() => world.view().screen === 'idle');
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  world.hardware.reader.insert(world.card(subjectCn));
  world.until(() => world.view().screen === 'certificate');
  world.press({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
  world.press({ type: 'citizen.chooseItems', options: chosen });
  world.press({ type: 'citizen.chooseCopies', copies: 2 });
  world.until(() => world.view().screen === 'pin');
  world.typePin('1234');
  world.until(() => world.view().screen === 'takeCard');
  world.hardware.reader.remove();
  world.clock.advance(1_000);
}

test('R54, R14: a foreign resident, whose items are others, chooses them after the PIN and is not told that there is no 住民票', () => {
  const world = createWorld({ profile: { name: 'pinLast', cardAfterPin: 'off', pin: 'last' } });
  chooseThenAuthenticate(world, CN.fuchuLee, { setainushiTsuzukigara: true, honsekiHittosha: true });
  expect(world.picture()).toMatchObject({ screen: 'items', code: null });
  expect(world.picture().draft?.options).toEqual({
    setainushiTsuzukigara: true,
    kojinBango: false,
    kokusekiChiiki: false,
    zairyuCardNumber: false,
    zairyuShikaku: false,
  });
  world.press({ type: 'citizen.chooseItems', options: { kokusekiChiiki: true } });
  if (world.view().screen === 'persons') world.press({ type: 'citizen.choosePersons', persons: [1] });
  expect(world.picture()).toMatchObject({
    screen: 'check',
    requests: [{ copies: 2, options: { kokusekiChiiki: true } }],
  });
  world.press({ type: 'citizen.confirm' });
  world.until(() => world.view().screen === 'pay');
});

test('R14: a citizen to whom the very same is offered after the PIN is asked for nothing twice', () => {
  const world = createWorld({ profile: { name: 'pinLast', cardAfterPin: 'off', pin: 'last' } });
  chooseThenAuthenticate(world, CN.fuchuJiro, { setainushiTsuzukigara: true });
  expect(world.picture()).toMatchObject({ screen: 'persons', draft: { copies: 2 } });
});
