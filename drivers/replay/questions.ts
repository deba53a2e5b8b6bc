/**
 * When two writes are the same question although their bytes differ (numbers that count requests), and how an answer to the one
 * becomes an answer to the other.
 */
import { encodeRequest, readFrame } from '../changer/opc-frame.ts';
import type { WireRecord } from '../trace.ts';

/** Request-id of an IPP message: bytes 4 to 7 (RFC 8010, 3.1.1). In hexadecimal. */
const ID_FROM = 8;
const ID_TO = 16;
/** OPC-1: `02 LEN SEQ CMD … crc crc` (changer/opc-frame.ts). */
const OPC = { sequence: 2, head: 4, crc: 2 } as const;

const isOpc = (drivers: readonly string[]): boolean => drivers.includes('one-piece');

/** `madoguchi-` and the id of an intent, in hexadecimal: a kiosk that lives again gives its jobs other names. */
const OWN_JOB = /6d61646f67756368692d((?:3[0-9]|6[1-6])+)/g;

/** Equal for equal questions. `drivers` are those of the devices on the line. */
export function keyOf(record: Pick<WireRecord, 'as' | 'b' | 'n' | 'e' | 'mask'>, drivers: readonly string[]): string {
  const { as, b, n, mask } = record;
  if (as === 'post') return `post ${b.slice(0, ID_FROM)}${b.slice(ID_TO).replace(OWN_JOB, 'job')} ${mask ?? ''}`;
  if (as === 'bytes' && isOpc(drivers) && mask === undefined)
    return `bytes ${b.slice(0, 2 * OPC.sequence)}${b.slice(2 * OPC.sequence + 2, b.length - 2 * OPC.crc)}`;
  return `${as} ${n} ${b} ${mask ?? ''}`;
}

/** Operations of IPP that only read: Get-Job-Attributes, Get-Jobs, Get-Printer-Attributes. */
const READS: ReadonlySet<string> = new Set(['0009', '000a', '000b']);
/** ccTalk requests without data that act all the same: reset device, emergency stop (Part 1, headers 1 and 172). */
const CCTALK_ACTS: ReadonlySet<string> = new Set(['01', 'ac']);
/** ID-003 requests that only read: status, version, currency table (cash.md 3.2). */
const ID003_READS: ReadonlySet<string> = new Set(['11', '88', '8a']);
/** OPC-1 requests that only read: identify, status, events, counts, can pay (changer/opc-frame.ts). */
const OPC_READS: ReadonlySet<string> = new Set(['01', '02', '03', '0d', '0e']);

/** True for what changes nothing however often it is asked: it may come at any moment, and is answered by the time alone. */
export function isLook({ as, b }: WireRecord, drivers: readonly string[]): boolean {
  if (as === 'post') return READS.has(b.slice(4, 8));
  if (as !== 'bytes') return false;
  if (drivers.includes('cctalk')) return b.slice(2, 4) === '00' && !CCTALK_ACTS.has(b.slice(6, 8));
  if (drivers.includes('id003')) return ID003_READS.has(b.slice(4, 6));
  return isOpc(drivers) && OPC_READS.has(b.slice(6, 8));
}

/** Requests that move something or end something, by protocol; every other write of these lines sets what may be set twice. */
const ACTS = {
  // Reset, emergency stop, dispense hopper coins, dispense hopper value.
  cctalk: new Set(['01', 'ac', 'a7', '86']),
  // RESET, STACK-1, STACK-2, RETURN.
  id003: new Set(['40', '41', '42', '43']),
  // END, PAY, RESET, SELF TEST.
  opc: new Set(['07', '0a', '0f', '10']),
} as const;

/** True for what only sets something: written once more it changes nothing. */
export function isSetting({ as, b }: WireRecord, drivers: readonly string[]): boolean {
  if (as !== 'bytes') return false;
  if (drivers.includes('cctalk')) return !ACTS.cctalk.has(b.slice(6, 8));
  if (drivers.includes('id003')) return !ACTS.id003.has(b.slice(4, 6));
  return isOpc(drivers) && !ACTS.opc.has(b.slice(6, 8));
}

/** The bytes of a recorded answer, as the answer to the question that was asked now. */
export function answerTo(question: string, answer: WireRecord, drivers: readonly string[]): Buffer {
  const bytes = Buffer.from(answer.b, 'hex');
  if (answer.as === 'reply' && bytes.length >= ID_TO / 2) Buffer.from(question, 'hex').copy(bytes, 4, 4, 8);
  return answer.as === 'bytes' && isOpc(drivers) ? renumbered(bytes, Buffer.from(question, 'hex')) : bytes;
}

/** An OPC-1 answer with the number of another request; whatever is no whole answer stays as it is. */
function renumbered(bytes: Buffer, question: Buffer): Buffer {
  const read = readFrame(bytes);
  const sequence = question[OPC.sequence];
  if (read.type !== 'frame' || read.taken !== bytes.length || sequence === undefined) return bytes;
  const command = bytes[OPC.head - 1] ?? 0;
  return Buffer.from(encodeRequest({ seq: sequence, command, data: bytes.subarray(OPC.head, bytes.length - OPC.crc) }));
}
