/** What the virtual printer checks of a request before it acts (RFC 8011, section 4.1). */
import { DPI, formatsOf, isColour, QUALITIES, SUPPORTED } from './attributes.ts';
import type { PrinterHabits } from './options.ts';
import { type Attribute, attribute, type Group, GROUP, make, type Message, read, type Value } from './wire.ts';

/** Status codes (RFC 8011, appendix B). */
export const STATUS = {
  ok: 0x0000,
  okIgnored: 0x0001,
  badRequest: 0x0400,
  notAuthorized: 0x0403,
  notPossible: 0x0404,
  notFound: 0x0406,
  formatNotSupported: 0x040a,
  attributesNotSupported: 0x040b,
  charsetNotSupported: 0x040d,
  compressionNotSupported: 0x040f,
  formatError: 0x0411,
  operationNotSupported: 0x0501,
  versionNotSupported: 0x0503,
  notAccepting: 0x0506,
  busy: 0x0507,
} as const;

/** The status that refuses a request out of hand, or null when it may be acted on. */
export function refuseMessage(message: Message): number | null {
  if (message.major < 1 || message.major > 2) return STATUS.versionNotSupported;
  if (message.requestId < 1) return STATUS.badRequest;
  const operation = message.groups[0];
  if (operation?.tag !== GROUP.operation) return STATUS.badRequest;
  const [charset, language] = operation.attributes;
  if (charset?.name !== 'attributes-charset' || language?.name !== 'attributes-natural-language')
    return STATUS.badRequest;
  if (!['utf-8', 'us-ascii'].includes(read.text(charset) ?? '')) return STATUS.charsetNotSupported;
  const target = ['printer-uri', 'job-uri'].some((name) => read.find(message.groups, GROUP.operation, name));
  return target ? null : STATUS.badRequest;
}

/** Refuses a document by its format or compression, or null. */
export function refuseDocument(groups: readonly Group[], habits: PrinterHabits): number | null {
  const compression = read.text(read.find(groups, GROUP.operation, 'compression'));
  if (compression !== null && compression !== 'none') return STATUS.compressionNotSupported;
  const format = read.text(read.find(groups, GROUP.operation, 'document-format'));
  if (format !== null && !formatsOf(habits).includes(format)) return STATUS.formatNotSupported;
  return null;
}

const integerOf = (value: Value): number | null => (value.octets.length === 4 ? value.octets.readInt32BE(0) : null);

function isSupported(item: Attribute, habits: PrinterHabits): boolean {
  const value = item.values[0];
  if (!value || item.values.length !== 1) return false;
  const lists: Readonly<Record<string, readonly string[]>> = SUPPORTED;
  const words = lists[item.name];
  if (words) {
    const word = value.octets.toString('utf8');
    if (item.name === 'print-color-mode' && word === 'color' && !isColour(habits)) return false;
    if (item.name === 'job-retain-until' && habits.retainsJobs) return false;
    return words.includes(word);
  }
  switch (item.name) {
    case 'copies':
      return integerOf(value) === 1;
    case 'finishings':
    case 'orientation-requested':
      return integerOf(value) === 3;
    case 'print-quality':
      return (QUALITIES as readonly number[]).includes(integerOf(value) ?? -1);
    case 'printer-resolution': {
      const dots = value.octets.length === 9 ? value.octets.readInt32BE(0) : -1;
      return (DPI as readonly number[]).includes(dots) && value.octets.readInt32BE(4) === dots && value.octets[8] === 3;
    }
    case 'media-col':
      return value.members.length > 0;
    default:
      return false;
  }
}

/** Splits the job template of a request into what the engine can do and what it cannot. */
export function splitTemplate(
  groups: readonly Group[],
  habits: PrinterHabits,
): { accepted: Attribute[]; unsupported: Attribute[] } {
  const accepted: Attribute[] = [];
  const unsupported: Attribute[] = [];
  for (const item of groups.find((group) => group.tag === GROUP.job)?.attributes ?? []) {
    if (isSupported(item, habits)) accepted.push(item);
    else {
      // An attribute that is known but has a foreign value is returned with it; an unknown one with 'unsupported'.
      const known = Object.hasOwn(SUPPORTED, item.name) || item.name === 'printer-resolution';
      unsupported.push(known ? item : attribute(item.name, make.unsupported()));
    }
  }
  return { accepted, unsupported };
}
