/** What a person can do to a running reference centre about the whole fleet. Pure but for the fleet it is given. */
import type { Fleet } from './fleet.ts';

export const FLEET_HELP = `close MUNICIPALITY 2025-04-16 [REASON]             the municipality issues nothing on that day
open                                               no closed days any more
expect SOFTWARE                                    the fleet expects this software (SHA-256) with what each kiosk else is; any: everything
reported                                           what kiosks said of their software and data`;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** Does what a line says; null when it is not about the fleet. */
export function fleetCommand(words: readonly string[], fleet: Fleet): string | null {
  const [verb, first = '', second = '', reason = 'maintenance'] = words;
  switch (verb) {
    case 'close':
      if (first === '' || !DAY.test(second)) return 'write: close susono 2025-04-16';
      fleet.close(...fleet.closedDays, { municipalityId: first, day: second, reason });
      return `${first} is closed on ${second}`;
    case 'open':
      fleet.close();
      return 'no closed days';
    case 'expect':
      if (first !== 'any' && !DIGEST.test(first)) return `"${first}" is no SHA-256, nor any`;
      fleet.expectedSoftware = first === 'any' ? null : first;
      return `the fleet expects ${first}`;
    case 'reported':
      return fleet.reported.map(({ kioskId, set }) => `${kioskId} ${set.software}`).join('\n') || 'none';
    default:
      return null;
  }
}
