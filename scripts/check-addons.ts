/**
 * Loads every native add-on once and makes it do something small: an add-on built for another Node.js is found when it
 * is installed, not in front of a citizen. Prints one line an add-on that fails.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const trials: Readonly<Record<string, () => void>> = {
  'better-sqlite3': () => {
    const Database = require('better-sqlite3') as new (path: string) => { close(): void };
    new Database(':memory:').close();
  },
  pcsclite: () => void require('pcsclite'),
  serialport: () => void require('@serialport/bindings-cpp'),
  'node-hid': () => void require('node-hid'),
  usb: () => void require('usb'),
  'sd-notify': () => void require('sd-notify'),
};

let failures = 0;
for (const [name, trial] of Object.entries(trials)) {
  try {
    trial();
  } catch (error) {
    failures += 1;
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
// `usb` keeps a hot-plug thread alive once loaded, so the process is ended rather than awaited.
process.exit(failures === 0 ? 0 : 1);
