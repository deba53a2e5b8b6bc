/**
 * What the cash devices count by themselves (ccTalk 225 and 168), read out of their memories: a closing (締め) compares it with
 * the books. A memory is of the last movement, so it is as new as the books are. ID-003 knows no count of stacked notes.
 */
import { ACCEPTED_MODULUS, readCoinMemory } from './cctalk/coin-events.ts';
import { LIFE_MODULUS, readBase } from './cctalk/hopper-state.ts';
import { coinAcceptorOptions } from './cctalk/options.ts';
import type { CashCounter } from './cash-changer.ts';
import type { ConfiguredDevice } from './configured.ts';
import type { DeviceMemory } from './contract.ts';

/** Counters of the configured devices. One that was never read, or has no counter, is left out. */
export function countersOf(
  devices: readonly ConfiguredDevice[],
  memoryOf: (deviceId: string) => DeviceMemory | null,
): readonly CashCounter[] {
  return devices.flatMap((device): CashCounter[] => {
    const memory = memoryOf(device.id);
    if (memory === null || device.driver !== 'cctalk') return [];
    if (device.class === 'coinDispenser') {
      const life = readBase(memory)?.life;
      if (life === undefined) return [];
      const unitIds = [device.id];
      return [{ unitId: device.id, unitIds, name: 'piecesOut', value: life, modulus: LIFE_MODULUS }];
    }
    if (device.class !== 'coinAcceptor') return [];
    const accepted = readCoinMemory(memory)?.accepted ?? null;
    if (accepted === null) return [];
    const { sorterPaths, defaultDestination } = coinAcceptorOptions.parse(device.options);
    const unitIds = [...new Set([...Object.values(sorterPaths), defaultDestination])];
    return [{ unitId: device.id, unitIds, name: 'piecesIn', value: accepted, modulus: ACCEPTED_MODULUS }];
  });
}
