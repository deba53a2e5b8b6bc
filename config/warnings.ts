/** What is not wrong with a configuration and had better be otherwise. */
import { statSync } from 'node:fs';
import type { CodeName } from '../src/base/codes.ts';
import type { Merged, Place } from './merge.ts';
import { keyText, type KeyPath } from './places.ts';
import type { Config } from './schema.ts';

/** One thing to look at. */
export interface ConfigWarning {
  readonly code: CodeName;
  readonly key: string;
  readonly file: string | null;
  readonly line: number | null;
  /** With the line, without the name of the file. */
  readonly message: string;
}

/** Names that the kernel gives in the order in which it finds devices: after the next start another one may have them. */
const FOUND_ORDER = /^\/dev\/(tty(USB|ACM)|hidraw|bus\/usb\/)/;

/** Warnings of a checked configuration. */
export function warningsOf(config: Config, merged: Merged): readonly ConfigWarning[] {
  const ports = config.devices.flatMap((device, index) =>
    'port' in device && FOUND_ORDER.test(device.port)
      ? [warning(merged, 'devicePortName', ['devices', index, 'port'], portWords(device.id, device.port))]
      : [],
  );
  const hash: KeyPath = ['staff', 'code_hash'];
  const file = merged.place(hash)?.layer.file;
  const isOpen = config.staff.code_hash !== undefined && file !== undefined && isReadByAll(file);
  return isOpen
    ? [...ports, warning(merged, 'configReadByAll', hash, 'can be read by everybody; expected mode 0640 or stricter')]
    : ports;
}

function portWords(id: string, port: string): string {
  return `of ${id} is ${port}, a name that another device may have after the next start; expected one that stays: /dev/serial/by-id/…, /dev/serial/by-path/… or /dev/madoguchi/…`;
}

function isReadByAll(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o004) !== 0;
}

function warning(merged: Merged, code: CodeName, path: KeyPath, what: string): ConfigWarning {
  const place: Place | null = merged.place(path);
  const line = place?.line ?? null;
  const message = `${line === null ? '' : `line ${line}: `}${keyText(path)} ${what}`;
  return { code, key: keyText(path), file: place?.layer.file ?? null, line, message };
}
