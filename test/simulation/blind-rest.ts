import { expect } from 'vitest';
import type { BlindCitizen } from './blind.ts';
import { expectAtRest } from './checkers.ts';

/** The session is over, the books are right, and nothing of what the citizen had set is left for the next one. */
export function expectAllAtRest(citizen: BlindCitizen): void {
  citizen.wait(5_000);
  expectAtRest(citizen.world);
  expect(citizen.world.deaths).toEqual([]);
  expect(citizen.world.view()).toMatchObject({
    screen: 'idle',
    locale: 'ja',
    access: { speech: 'guidance', volume: 0 },
    overlay: null,
    cursor: null,
  });
}
