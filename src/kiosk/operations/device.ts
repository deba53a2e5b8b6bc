import type { DeviceResult, Operations } from '../../api/contract.ts';
import { codeText, MadoguchiError } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import type { DeviceStatus } from '../contract.ts';
import { running } from './running.ts';

type Scalars = DeviceResult['counters'];

/** A device as it is, and the cash device where it is a part of it. */
export interface FoundDevice {
  readonly status: DeviceStatus;
  readonly partOf: string | null;
}

/** Every device and every part of the cash device that says something of itself. */
export function allDevices(kiosk: Kiosk): readonly FoundDevice[] {
  return kiosk.devices().flatMap((status): FoundDevice[] => {
    const own = { status, partOf: null };
    if (status.id !== 'cash') return [own];
    const parts = kiosk.cashUnits().flatMap((unit) => (unit.status === null ? [] : [unit.status]));
    return [own, ...parts.map((part) => ({ status: part, partOf: 'cash' }))];
  });
}

/** @throws MadoguchiError `deviceUnknown` */
export function deviceOf(kiosk: Kiosk, id: string): FoundDevice {
  const all = allDevices(kiosk);
  const found = all.find(({ status }) => status.id === id);
  if (found !== undefined) return found;
  throw new MadoguchiError('deviceUnknown', `${id}; known are ${all.map(({ status }) => status.id).join(', ')}`);
}

/** Pieces by the books, and what the device counted itself. */
function cashCounters(kiosk: Kiosk, id: string): Scalars {
  const units = kiosk.cashUnits().filter((unit) => unit.id === id || (id === 'cash' && unit.status === null));
  const stock = units.flatMap((unit) =>
    unit.stock.map(({ denomination_yen, count }) => {
      const prefix = unit.id === id ? '' : `${unit.id}_`;
      return [`${prefix}pieces_${denomination_yen}_yen`, count] as const;
    }),
  );
  const counted = kiosk.technician
    .counters()
    .filter(({ unitId }) => unitId === id)
    .map(({ name, value }) => [name, value] as const);
  const level = kiosk.technician.levelOf(id);
  return Object.fromEntries([...stock, ...counted, ...(level === null ? [] : [['level', level] as const])]);
}

function countersOf(kiosk: Kiosk, { status, partOf }: FoundDevice): Scalars {
  if (status.id === 'cash' || partOf === 'cash') return cashCounters(kiosk, status.id);
  if (status.id !== 'printer' && status.id !== 'receiptPrinter') return {};
  const { toner } = kiosk.technician.wordsOf(status.id);
  return toner === null ? {} : { toner_percent: toner.level_percent, tonerLow: toner.low };
}

function traitsOf(kiosk: Kiosk, { status: { id }, partOf }: FoundDevice): Scalars {
  const { technician } = kiosk;
  const cash = technician.capabilities();
  if (id === 'cash' && cash !== null) {
    return {
      paysByPlan: cash.paysByPlan,
      escrow: cash.escrow,
      accepts_yen: cash.accepts_yen.join(' '),
      pays_yen: [...new Set(cash.pays.map(({ denomination_yen }) => denomination_yen))].join(' '),
    };
  }
  if (partOf !== null && cash !== null) {
    const pays = cash.pays.filter(({ unitId }) => unitId === id);
    return pays.length === 0 ? {} : { pays_yen: pays.map(({ denomination_yen }) => denomination_yen).join(' ') };
  }
  if (id === 'printer' || id === 'receiptPrinter') {
    const { traits } = technician.wordsOf(id);
    return traits === null ? {} : { ...traits, rasterTypes: traits.rasterTypes.join(' ') };
  }
  const lights = technician.lights.list().find((one) => one.id === id);
  return lights === undefined ? {} : { lamps: lights.lamps.join(' '), tower: lights.tower };
}

/** What `madoguchi device NAME` shows. */
export function deviceResult(kiosk: Kiosk, id: string): DeviceResult {
  const found = deviceOf(kiosk, id);
  const { status, partOf } = found;
  const { log, holderOf, optionsOf } = kiosk.technician;
  log.look(allDevices(kiosk).map((one) => one.status));
  return {
    id,
    class: status.deviceClass,
    partOf,
    availability: status.availability,
    reasons: status.reasons.map(({ code, detail }) => ({ code: codeText(code), detail })),
    holder: holderOf(partOf ?? id),
    identity: status.identity,
    counters: countersOf(kiosk, found),
    traits: traitsOf(kiosk, found),
    options: { ...optionsOf(id) },
    errors: log.faults(id).map((fault) => ({ ...fault, code: codeText(fault.code) })),
    history: log
      .states(id)
      .map(({ at_ms, availability, codes }) => ({ at_ms, availability, codes: codes.map(codeText) })),
  };
}

/** One device: what it is, how it is configured, its last states and faults. */
export function deviceOperations(kiosk: () => Kiosk | null): Operations {
  return { device: ({ device }, asked) => asked.answer(deviceResult(running(kiosk), device)) };
}
