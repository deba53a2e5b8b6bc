/** Whatever goes wrong between card and document: no money is asked for, and the centre is told that its transaction ends (D4, D12). */
import { describe, expect, test } from 'vitest';
import type { AnswerFault, CentreOperation } from '../virtual/centre/faults.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { createWorld, type World } from './world.ts';

/** A citizen who goes on as far as the kiosk lets him, until it is idle again. */
function goesOnUntilIdle(world: World): void {
  world.until(() => world.view().screen === 'idle');
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  world.hardware.reader.insert(world.card(CN.susonoTaro));
  world.until(() => world.view().screen === 'pin' || world.picture().code !== null, 120_000);
  if (world.view().screen === 'pin') world.typePin('1234');
  world.until(() => world.view().screen === 'takeCard' || world.picture().code !== null, 120_000);
  world.hardware.reader.remove();
  world.until(() => world.view().screen === 'certificate' || world.picture().code !== null, 120_000);
  const steps = [
    { type: 'citizen.chooseCertificate', typeId: 'inkan' },
    { type: 'citizen.confirm' },
    { type: 'citizen.acknowledge' },
    { type: 'citizen.confirmTaken' },
  ] as const;
  for (let look = 0; look < 60 && world.view().screen !== 'idle'; look += 1) {
    expect(world.view().screen).not.toBe('pay');
    const step = steps.find((intent) => world.offered(intent));
    if (step) world.press(step);
    world.clock.advance(5_000);
  }
}

describe('the centre fails before the document is there', () => {
  const faults: readonly AnswerFault[] = [
    { kind: 'unreachable' },
    { kind: 'silent' },
    { kind: 'late', by_ms: 90_000 },
    { kind: 'garbled' },
    { kind: 'truncated' },
    { kind: 'oversized' },
  ];
  const all = (['present', 'authenticate', 'apply'] as const).flatMap((at) =>
    faults.map((answer) => [at, answer] as const),
  );
  test.each(all)(
    'D4, D12: %s, %j: nothing is asked for, and the transaction is abandoned',
    (at: CentreOperation, answer) => {
      const world = createWorld();
      world.centre.faults.arm({ at, answer });
      goesOnUntilIdle(world);
      world.clock.advance(10_000);
      expect(world.centre.commits.map(({ point }) => point)).toEqual(['abandoned']);
      expect(world.trace.filter((line) => line.includes('screen pay'))).toEqual([]);
    },
  );

  test('R22: a certificate that the centre refuses at the card leaves no transaction to be abandoned', () => {
    const world = createWorld();
    const refuse: AnswerFault = { kind: 'refuse', reason: 'certificateRevoked', scope: 'session' };
    world.centre.faults.arm({ at: 'present', answer: refuse });
    goesOnUntilIdle(world);
    world.clock.advance(10_000);
    expect(world.centre.commits).toEqual([]);
  });
});
