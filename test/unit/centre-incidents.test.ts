/** A centre that gives up half-way and serves what is left to the next: the first public incident (D4, D13). */
import { expect, test } from 'vitest';
import { authenticate, CN, createCellWorld, NONCE, TRANSACTION } from '../virtual/centre/fixture.ts';

const apply = {
  type: 'apply',
  requests: [{ typeId: 'juminhyo', options: {}, persons: [1], copies: 2 }],
} as const;
const NEXT = { transactionId: '1'.repeat(32), nonce: '2'.repeat(32) };
const LATER = { transactionId: '3'.repeat(32), nonce: '4'.repeat(32) };

test.each([
  ['halfReleased', ['documentPages']],
  ['halfReleasedSigned', ['documentMarks', 'documentPages']],
] as const)(
  'D4, D13: %s: the time-out ends the first, the next citizen is sold nothing of it, and the one after is served',
  (incident, codes) => {
    const world = createCellWorld();
    world.centre.faults.arm({ at: 'apply', incident });
    authenticate(world, CN.susonoTaro, { transactionId: TRANSACTION, nonce: NONCE });
    expect(world.run(apply).at(-1)).toEqual({ type: 'failed', code: 'centreTimeout' });

    const next = world.open();
    authenticate(next, CN.susonoHanako, NEXT);
    const fact = next.run(apply).at(-1);
    if (fact?.type !== 'failed') throw new Error(`sold: ${fact?.type}`);
    expect(codes).toContain(fact.code);

    const later = world.open();
    authenticate(later, CN.susonoTaro, LATER);
    expect(later.run(apply).at(-1)).toMatchObject({ type: 'documentsChecked' });
  },
);
