/** What a simulated kiosk begins with: its settings, and the books of a kiosk whose units were counted. */
import { timeoutsSchema } from '../../config/timeouts.ts';
import type { ChainProfile } from '../../fsm/events.ts';
import { municipalityWords } from '../../src/kiosk/municipality-words.ts';
import type { KioskSettings } from '../../src/kiosk/contract.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { LedgerDatabase } from '../../src/ledger/database.ts';
import { KIOSK_ID, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import type { loadAllMunicipalities } from '../virtual/municipalities/load.ts';
import { filledHoppers, filledUnit } from './hardware.ts';
import type { WorldOptions } from './world.ts';

export const CARD_OFF: ChainProfile = { name: 'cardOff', cardAfterPin: 'off', pin: 'first' };
/** What configuration and files would give. */
export function settingsOf(
  profile: ChainProfile,
  municipalities: ReturnType<typeof loadAllMunicipalities>,
): KioskSettings {
  return {
    kioskId: KIOSK_ID,
    kioskName: '見本ストア 見本町店',
    operatorPhone: '00-0000-0000',
    chainProfile: profile,
    delays: timeoutsSchema.parse({}),
    patience: { session_max_ms: 3_600_000, detailed_factor: 2 },
    copies_max: 10,
    accepts_yen: [10, 50, 100, 500, 1000],
    coins_in_flight_max: 2,
    capacities: {},
    municipalities: municipalityWords(municipalities),
    loudness: 1,
  };
}

/** What somebody has counted before the kiosk is started. */
export function fillBooks(database: LedgerDatabase, { cash, fill, neverCounted = [] }: WorldOptions): void {
  const ledger = createLedger(database, () => TEST_DAY_EPOCH_MS);
  const filled = cash === 'onePiece' ? filledUnit(fill) : filledHoppers(fill);
  const counted = filled.filter(({ unitId }) => !neverCounted.includes(unitId));
  for (const { unitId, denomination_yen, pieces } of counted) {
    if (pieces > 0) ledger.bookStock({ unitId, denomination_yen, count: pieces });
  }
  const empty = counted.filter(({ pieces }) => pieces === 0);
  const piles = empty.map(({ unitId, denomination_yen }) => ({ unitId, denomination_yen, count: 0 }));
  if (piles.length > 0)
    ledger.recordStaffMovement({ movementId: 'found-empty', kind: 'count', role: 'maintenance', piles });
}
