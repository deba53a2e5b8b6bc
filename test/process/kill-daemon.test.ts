/**
 * Bad luck on real wires: the daemon is a process, the devices live on when it dies, the database is a file. A few rounds; `npm run
 * prove -- kills` makes two hundred.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { KillRig, type Luck } from './kill-rounds.ts';

const random = new SeededRandom(20261122);
/** The kiosk may end a sale in order before the blow falls: then it is played again. */
const TRIES = 4;
let rig: KillRig;

beforeAll(async () => {
  rig = await KillRig.start();
}, 60_000);
afterAll(() => rig.stop());

test.each<[string, Luck]>([
  ['R84, rule 11: SIGKILL in the middle of a sale: books are what the devices counted, to the yen', 'kill'],
  ['rule 10: the mains fail while money moves: books and devices agree, or the books say how far not', 'mains'],
  ['rules 4, 6: a line that is unplugged and plugged in again loses no yen', 'unplug'],
  ['rule 4: damaged, lost and late answers lose no yen', 'noise'],
])(
  '%s',
  async (_, luck) => {
    let struck = false;
    for (let tries = 0; !struck && tries < TRIES; tries += 1) {
      const result = await rig.round(random, luck);
      expect(result.failures).toEqual([]);
      struck = result.struck;
      if (struck && (luck === 'kill' || luck === 'mains')) expect(result.diedOn).not.toBeNull();
    }
    expect(struck).toBe(true);
  },
  200_000,
);

test('R10, D10: every session is ended and nobody was resumed', () => {
  expect(rig.books?.faults).toEqual([]);
  expect(rig.books?.sessions).toBeGreaterThanOrEqual(4);
});
