/** A look around: everything that is plugged in or named is asked who it is. */
import type { Clock } from '../base/clock.ts';
import { HID_SHAPES } from '../../drivers/hid/models.ts';
import { openHttpPipe } from '../../drivers/transport/http.ts';
import { cardReaders, hidDevices, nodeOf, serialPorts, SERIAL_FOLDERS } from '../../drivers/transport/plugged-in.ts';
import { openSerialPipe } from '../../drivers/transport/serial.ts';
import type { Found, Look, Silent } from './contract.ts';
import { probePrinter } from './probe-printer.ts';
import { probePort } from './probe-serial.ts';

/** What is looked at beside what the machine lists by itself. */
export interface Places {
  /** Serial ports by name; those that stay come before those of the folders. */
  readonly ports: readonly string[];
  /** ccTalk addresses beside the usual ones. */
  readonly addresses: readonly number[];
  /** Printers by address: a printer is never searched for in the shop's network (print.md, rule 1). */
  readonly printers: readonly string[];
  readonly csockName?: string | undefined;
  /** The printers and nothing else. */
  readonly onlyPrinters?: boolean;
  /** Folders of stable port names; left out: those of udev. */
  readonly folders?: readonly string[] | undefined;
}

/** `/dev/ttyUSB0` may be another device after the next start. */
export const staysNamed = (path: string): boolean => !path.startsWith('/dev/tty');

/** Ports to ask, each device node once, by the name that stays. */
function portsOf({ ports, folders = SERIAL_FOLDERS }: Pick<Places, 'ports' | 'folders'>): readonly string[] {
  const listed = serialPorts(folders).map(({ path }) => path);
  const all = [...ports.filter(staysNamed), ...listed, ...ports.filter((path) => !staysNamed(path))];
  const byNode = new Map<string, string>();
  for (const path of all) {
    const node = nodeOf(path);
    if (node !== null && !byNode.has(node)) byNode.set(node, path);
  }
  return [...byNode.values()];
}

/** Asks everything. @param tell what is being asked now */
export async function lookAround(places: Places, clock: Clock, tell: (what: string) => void): Promise<Look> {
  const found: Found[] = [];
  const silent: Silent[] = [];
  if (places.onlyPrinters !== true) await lookAtMachine(places, clock, tell, found, silent);
  const wires = {
    clock,
    openHttp: ({ uri, certificatePin }: { uri: string; certificatePin?: string }) =>
      openHttpPipe({ uri, pin: certificatePin, clock }),
  };
  for (const uri of new Set(places.printers)) {
    tell(uri);
    const printer = await probePrinter(wires, uri);
    if (printer === null) silent.push({ what: uri, why: 'silent' });
    else found.push(printer);
  }
  return { found, silent };
}

async function lookAtMachine(
  places: Places,
  clock: Clock,
  tell: (what: string) => void,
  found: Found[],
  silent: Silent[],
): Promise<void> {
  tell('PC/SC');
  for (const name of await cardReaders(clock, places.csockName)) found.push({ kind: 'reader', name });
  for (const port of portsOf(places)) {
    tell(port);
    const look = await probePort({ openBytes: openSerialPipe, clock }, port, places.addresses);
    found.push(...look.found);
    silent.push(...look.silent);
  }
  tell('HID');
  for (const { vendorId, productId, maker, product, serial } of await hidDevices()) {
    const shapes = HID_SHAPES.filter((shape) => shape.vendorId === vendorId && shape.productId === productId);
    for (const { class: deviceClass, model } of shapes) {
      const identity = { maker, product, serial, firmware: null };
      found.push({ kind: 'hid', class: deviceClass, model, identity, vendorId, productId });
    }
  }
}
