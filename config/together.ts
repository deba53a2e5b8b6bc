/** What the devices of one kiosk must be together; each by itself was checked before. */
import type { KeyPath } from './places.ts';
import type { DeviceConfig } from './schema.ts';

/** Something that does not fit: where it stands, and what was found and expected. */
export interface Misfit {
  readonly path: KeyPath;
  readonly what: string;
}

type Cctalk = { readonly address: number; readonly sorterPaths?: Readonly<Record<string, string>> };

/** The first misfit, null when the devices make a kiosk. */
export function misfitOf(devices: readonly DeviceConfig[]): Misfit | null {
  return sameName(devices) ?? wrongCounts(devices) ?? clashOnLine(devices) ?? sorterToNowhere(devices);
}

function sameName(devices: readonly DeviceConfig[]): Misfit | null {
  const index = devices.findIndex(({ id }, at) => devices.findIndex((other) => other.id === id) < at);
  if (index === -1) return null;
  return { path: ['devices', index, 'id'], what: `is "${devices[index]!.id}" again; expected a name of its own` };
}

/** One reader, one printer; one changer, or an acceptor or two with the hoppers that give change. */
function wrongCounts(devices: readonly DeviceConfig[]): Misfit | null {
  const count = (name: DeviceConfig['class']): number => devices.filter((device) => device.class === name).length;
  const say = (what: string): Misfit => ({ path: ['devices'], what });
  for (const name of ['cardReader', 'printer'] as const) {
    if (count(name) !== 1) return say(`has ${count(name)} of class ${name}; expected exactly one`);
  }
  for (const name of ['cashChanger', 'coinAcceptor', 'billAcceptor'] as const) {
    if (count(name) > 1) return say(`has ${count(name)} of class ${name}; expected at most one`);
  }
  const parts = count('coinAcceptor') + count('billAcceptor') + count('coinDispenser');
  if (count('cashChanger') === 1 && parts > 0) {
    return say('has a cashChanger beside acceptors or hoppers; expected one or the other');
  }
  if (count('cashChanger') === 0 && count('coinAcceptor') + count('billAcceptor') === 0) {
    return say('takes no money; expected a coinAcceptor, a billAcceptor or a cashChanger');
  }
  return null;
}

/** Devices of one port speak one protocol, each under an address of its own. */
function clashOnLine(devices: readonly DeviceConfig[]): Misfit | null {
  for (const [index, device] of devices.entries()) {
    if (!('port' in device)) continue;
    const before = devices.slice(0, index).filter((other) => 'port' in other && other.port === device.port);
    for (const other of before) {
      if (other.driver !== device.driver || device.driver !== 'cctalk') {
        return {
          path: ['devices', index, 'port'],
          what: `is "${device.port}", where ${other.id} is; expected a port of its own`,
        };
      }
      const { address } = device.options as Cctalk;
      if ((other.options as Cctalk).address === address) {
        return {
          path: ['devices', index, 'options', 'address'],
          what: `is ${address} like that of ${other.id}; expected an address of its own on this bus`,
        };
      }
    }
  }
  return null;
}

/** A sorter path leads to a hopper of this kiosk or to the cash box. */
function sorterToNowhere(devices: readonly DeviceConfig[]): Misfit | null {
  const places = ['cashbox', ...devices.filter((device) => device.class === 'coinDispenser').map(({ id }) => id)];
  for (const [index, device] of devices.entries()) {
    for (const [path, place] of Object.entries((device.options as Partial<Cctalk>).sorterPaths ?? {})) {
      if (!places.includes(place)) {
        return {
          path: ['devices', index, 'options', 'sorterPaths', path],
          what: `is "${place}"; expected one of ${places.join(', ')}`,
        };
      }
    }
  }
  return null;
}
