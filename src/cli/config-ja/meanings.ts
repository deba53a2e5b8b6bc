/** What every key of the configuration means, in Japanese; English stands in the schema itself. */
import type { ConfigKey } from '../../../config/describe.ts';
import { CASH_OPTIONS_JA } from './cash-options.ts';
import { CONNECTIONS_JA } from './connections.ts';
import { meaningKey, type MeaningsJa } from './contract.ts';
import { DEVICES_JA } from './devices.ts';
import { KIOSK_JA } from './kiosk.ts';
import { OTHER_OPTIONS_JA } from './other-options.ts';
import { SCREEN_JA } from './screen.ts';
import { TIMEOUTS_JA } from './timeouts.ts';
import { WORK_JA } from './work.ts';

/** A table a section: no key stands in two of them. */
export const MEANING_TABLES_JA: readonly MeaningsJa[] = [
  KIOSK_JA,
  SCREEN_JA,
  CONNECTIONS_JA,
  WORK_JA,
  TIMEOUTS_JA,
  DEVICES_JA,
  CASH_OPTIONS_JA,
  OTHER_OPTIONS_JA,
];

const MEANINGS_JA: ReadonlyMap<string, string> = new Map(MEANING_TABLES_JA.flatMap((table) => Object.entries(table)));

/** The meaning of a key; the English of the schema where a driver brings a key that is not in these tables. */
export function meaningJa(row: ConfigKey): string {
  return MEANINGS_JA.get(meaningKey(row)) ?? row.meaning;
}
