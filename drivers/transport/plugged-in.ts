/** What is plugged into this machine, for commissioning alone: nothing is opened here. */
import { spawn } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { devicesAsync } from 'node-hid';
import type { Clock } from '../../src/base/clock.ts';
import { parsedJson } from '../../src/base/json.ts';
import { LIST_LIMITS } from './limits.ts';

/** Folders in which udev names serial ports so that the names stay; the first name that a port has is taken. */
export const SERIAL_FOLDERS = ['/dev/madoguchi', '/dev/serial/by-id', '/dev/serial/by-path'];

/** One serial port by a name that stays. */
export interface PluggedPort {
  readonly path: string;
  /** The device node behind the name. */
  readonly node: string;
}

/** Ports of these folders, each node once. */
export function serialPorts(folders: readonly string[] = SERIAL_FOLDERS): readonly PluggedPort[] {
  const byNode = new Map<string, PluggedPort>();
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      const node = nodeOf(path);
      if (node !== null && !byNode.has(node)) byNode.set(node, { path, node });
    }
  }
  return [...byNode.values()];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    // No device of this kind is plugged in.
    return [];
  }
}

/** The device behind a name; null when there is none. */
export function nodeOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** One HID collection, as node-hid lists it. */
export interface PluggedHid {
  readonly vendorId: number;
  readonly productId: number;
  readonly maker: string;
  readonly product: string;
  readonly serial: string | null;
}

/** Every HID device once, whatever collections it has. */
export async function hidDevices(): Promise<readonly PluggedHid[]> {
  const listed = await devicesAsync().catch(() => []);
  const byKey = new Map<string, PluggedHid>();
  for (const { vendorId, productId, manufacturer, product, serialNumber } of listed) {
    const serial = serialNumber === undefined || serialNumber === '' ? null : serialNumber;
    const one = { vendorId, productId, maker: manufacturer ?? '', product: product ?? '', serial };
    byKey.set(JSON.stringify([vendorId, productId, serial]), one);
  }
  return [...byKey.values()];
}

const LISTER = fileURLToPath(new URL(`./pcsc-list-child${extname(import.meta.url)}`, import.meta.url));

/** PC/SC names of all readers; empty when pcscd is not there. The service tells them one after the other, so that a while is waited. */
export function cardReaders(clock: Clock, csockName?: string): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--no-warnings', LISTER], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: csockName === undefined ? {} : { PCSCLITE_CSOCK_NAME: csockName },
    });
    let said = '';
    let timer = clock.after(LIST_LIMITS.readers_first_ms, end);
    let over = false;
    function end(): void {
      if (over) return;
      over = true;
      timer.cancel();
      child.kill('SIGKILL');
      const names = said.split('\n').map((line) => parsedJson(line));
      resolve([...new Set(names.filter((name) => typeof name === 'string'))].slice(0, LIST_LIMITS.readers_max));
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, LIST_LIMITS.readers_text_max);
      timer.cancel();
      if (!over) timer = clock.after(LIST_LIMITS.readers_more_ms, end);
    });
    child.once('error', end);
    child.once('exit', end);
  });
}
