/** Walks that failed once, by the acts they needed: what was wrong then, in the product or in a checker, stays mended. */
import { expect, test } from 'vitest';
import { walkActs } from './walk-run.ts';

interface PastWalk {
  readonly told: string;
  readonly seed: number;
  readonly acts: readonly string[];
}

const WALKS: readonly PastWalk[] = [
  {
    told: 'a note that was credited at power-up and then sticks is in the hands of staff, on a slip and in no box',
    seed: 3200029,
    acts: [
      'wait 17007',
      'set card FUCHU00001X20240510001A',
      'wait 559',
      'press government',
      'wait 370',
      'press certificates',
      'press agree',
      'note unit on',
      'wait 437',
      'right PIN',
      'wait 1062',
      'press certificate.kosekiTohon',
      'wait 8870',
      'copies 2',
      'pull note',
      'press confirm',
      'wait 12976',
      'note 1000',
      'wait 1000',
      'clear hopper-10',
      'the next note sticks at the box',
      'wait 140',
      'coin unit off',
      'kill the kiosk',
      'note unit off and on',
      'the acceptor resets itself',
      'wait 44',
      'wait 74',
      'wait 664',
      'start the kiosk',
      'wait 521',
      'wait 292',
      'wait 90',
    ],
  },
  {
    told: 'a coin of the citizen beside coins of the copier that nobody told of is their own',
    seed: 3200094,
    acts: [
      'lend the cash devices',
      'the copier takes 10,50,100,500',
      'take the cash devices back',
      'return lever',
      'return lever',
      'return lever',
      'wait 1118',
      'set card SUSONO0001X20240510001A',
      'press government',
      'press certificates',
      'press agree',
      'wait 182',
      'wait 1092',
      'right PIN',
      'wait 1026',
      'take card',
      'wait 629',
      'press certificate.inkan',
      'wait 7627',
      'wait 4616',
      'wait 7856',
      'copies 1',
      'wait 6633',
      'wait 15916',
      'press confirm',
      'note 1000',
      'coin 50',
      'printer off',
    ],
  },
  {
    told: 'the copier asks for the devices while a jammed sheet is open: refused, and nothing is left half done',
    seed: 3200555,
    acts: ['the next sheet jams', 'staff refill unit', 'clear the paper jam', 'wait 301', 'lend the cash devices'],
  },
];

test.each(WALKS)('R82–R95: $told', ({ seed, acts }) => {
  const walk = walkActs(seed, acts);
  expect(walk.detail).toBe('');
  expect(walk.acts).toEqual(acts);
});
