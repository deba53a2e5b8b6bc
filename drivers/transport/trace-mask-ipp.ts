/**
 * A message of IPP with every value overwritten whose attribute is not known to tell nothing of a person (RFC 8010, section 3.1). Of
 * the jobs of others a printer tells names and owners: their length stays, so that the message can be read again.
 */
import { CAPABILITY_ATTRIBUTES, STATE_ATTRIBUTES } from '../ipp/messages.ts';

/** Operation, job and job template attributes of ours without a person in them. */
const OPEN_NAMES: ReadonlySet<string> = new Set([
  ...STATE_ATTRIBUTES,
  ...CAPABILITY_ATTRIBUTES,
  'attributes-charset',
  'attributes-natural-language',
  'printer-uri',
  'requested-attributes',
  'ipp-attribute-fidelity',
  'document-format',
  'last-document',
  'limit',
  'which-jobs',
  'my-jobs',
  'job-id',
  'job-ids',
  'job-uri',
  'job-uuid',
  'job-state',
  'job-state-reasons',
  'job-impressions-completed',
  'job-media-sheets-completed',
  'job-printer-state-reasons',
  'copies',
  'sides',
  'media',
  'print-scaling',
  'print-color-mode',
  'print-content-optimize',
  'print-quality',
  'printer-resolution',
  'job-retain-until',
  'output-bin',
  'printer-impressions-completed',
]);

/** Names of our own jobs are `madoguchi-` and the id of an intent. */
const OWN_JOB = /^madoguchi-[0-9A-Za-z-]{1,80}$/;
const HEAD_BYTES = 8;
const END = 0x03;
/** Tags below this one divide groups. */
const FIRST_VALUE_TAG = 0x10;
const BEGIN_COLLECTION = 0x34;
const END_COLLECTION = 0x37;
const FIRST_TEXT_TAG = 0x35;
const MEMBER_NAME = 0x4a;

/** The message masked, and how many bytes lie behind it; null when this is no message, or its form is damaged. */
export function maskedIpp(bytes: Uint8Array): { readonly message: Uint8Array; readonly document_bytes: number } | null {
  // Never `slice`: of a Buffer that would be the message itself.
  const copy = new Uint8Array(bytes);
  const view = new DataView(copy.buffer);
  let at = HEAD_BYTES;
  let name = '';
  /** How deep in collections: their members are shown as their attribute is. */
  let depth = 0;
  while (at < copy.length) {
    const tag = copy[at] ?? END;
    at += 1;
    if (tag === END) return { message: copy.subarray(0, at), document_bytes: copy.length - at };
    if (tag < FIRST_VALUE_TAG) continue;
    if (at + 2 > copy.length) return null;
    const name_bytes = view.getUint16(at);
    const nameAt = at + 2;
    const lengthAt = nameAt + name_bytes;
    if (lengthAt + 2 > copy.length) return null;
    const value_bytes = view.getUint16(lengthAt);
    const from = lengthAt + 2;
    at = from + value_bytes;
    if (at > copy.length) return null;
    if (name_bytes > 0 && depth === 0) {
      const told = Buffer.from(copy.buffer, nameAt, name_bytes).toString('latin1');
      name = told;
      // A name that nobody knows may say something itself.
      if (!OPEN_NAMES.has(told) && told !== 'job-name' && told !== 'requesting-user-name')
        copy.fill(0x78, nameAt, lengthAt);
    }
    if (tag === BEGIN_COLLECTION) depth += 1;
    else if (tag === END_COLLECTION) depth = Math.max(0, depth - 1);
    if (!isOpen(name, copy.subarray(from, at))) overwrite(copy.subarray(from, at), tag);
  }
  // Without the end of its attributes it is no message of ours.
  return null;
}

function isOpen(name: string, value: Uint8Array): boolean {
  if (OPEN_NAMES.has(name)) return true;
  return name === 'job-name' && OWN_JOB.test(Buffer.from(value).toString('latin1'));
}

/** Keeps the length. Texts become `x`, all else zeros; text with language keeps its two inner lengths readable by being zeros. */
function overwrite(value: Uint8Array, tag: number): void {
  const isText = tag === MEMBER_NAME || (tag > END_COLLECTION && tag <= 0x49) || tag === 0x30;
  value.fill(isText && tag !== FIRST_TEXT_TAG ? 0x78 : 0);
}
