import type { ConfiguredDevice } from '../../drivers/configured.ts';

type Scalars = Record<string, string | number | boolean | null>;

/** The three devices a kiosk names by their kind, and the class each is configured as. */
const KINDS: Readonly<Record<string, (device: ConfiguredDevice) => boolean>> = {
  cardReader: (device) => device.class === 'cardReader',
  printer: (device) => device.class === 'printer' && !isReceipts(device),
  receiptPrinter: (device) => device.class === 'printer' && isReceipts(device),
};

const isReceipts = (device: ConfiguredDevice): boolean => 'role' in device && device.role === 'receipt';

/** Plain values of a table, those inside tables by their path, and a digest of a certificate never whole. */
function scalarsOf(table: object, prefix = ''): Scalars {
  const found: Scalars = {};
  for (const [key, value] of Object.entries(table) as [string, unknown][]) {
    const name = `${prefix}${key}`;
    if (typeof value === 'string') found[name] = value.slice(0, 120);
    else if (typeof value === 'number' || typeof value === 'boolean') found[name] = value;
    else if (Array.isArray(value)) found[name] = value.join(' ').slice(0, 120);
    else if (typeof value === 'object' && value !== null) Object.assign(found, scalarsOf(value, `${name}.`));
  }
  return found;
}

/** Options of a device as the configuration has them, by its id or by what the kiosk calls it. There are no secrets among them. */
export function deviceOptions(devices: readonly ConfiguredDevice[], id: string): Scalars {
  const isMeant = KINDS[id] ?? ((device: ConfiguredDevice) => device.id === id);
  const device = devices.find(isMeant);
  return device === undefined ? {} : scalarsOf(device);
}
