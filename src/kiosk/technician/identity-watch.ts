import type { DeviceStatus, KioskSettings } from '../contract.ts';
import type { CashUnits } from '../money/cash-units.ts';
import type { KioskServices } from '../services.ts';

type Commissioned = NonNullable<KioskSettings['commissioned']>[string];

/** Fields in which a unit is another one than was commissioned; a unit that does not say a thing is not judged by it. */
function differs(one: Commissioned, identity: NonNullable<DeviceStatus['identity']>): boolean {
  const isOther = (was: string | undefined, is: string | null): boolean =>
    was !== undefined && is !== null && is !== '' && was !== is;
  return (
    isOther(one.maker, identity.maker) || isOther(one.product, identity.product) || isOther(one.serial, identity.serial)
  );
}

const textOf = (parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== null && part !== '').join(' ');

/**
 * Holds each unit that says who it is against the one that was commissioned: another one closes the service until a technician has paired
 * it (M1516). Firmware may be renewed: it is not compared.
 */
export function createIdentityWatch(
  devices: () => ReadonlyMap<string, DeviceStatus>,
  units: Pick<CashUnits, 'list'>,
  { settings, reasons, log, ledger }: Pick<KioskServices, 'settings' | 'reasons' | 'log' | 'ledger'>,
): { look(): void } {
  const told = new Map<string, string>();
  return {
    look: () => {
      const { commissioned = {} } = settings;
      let isAny = false;
      const parts = units.list().flatMap((unit) => unit.status ?? []);
      for (const { id, identity } of [...devices().values(), ...parts]) {
        const one = commissioned[id];
        if (one === undefined || identity === null || !differs(one, identity)) continue;
        isAny = true;
        const found = textOf([identity.maker, identity.product, identity.serial]);
        if (told.get(id) === found) continue;
        told.set(id, found);
        log('error', 'kiosk.deviceExchanged', { code: 'deviceExchanged', device: id });
        ledger.incident(
          'deviceExchanged',
          `${id}: ${found}; commissioned was ${textOf([one.maker, one.product, one.serial])}`,
        );
      }
      reasons.set('identity', isAny ? ['deviceExchanged'] : []);
    },
  };
}
