/**
 * What of each wire may stand in a trace. Allow-lists: what is not known to be free of a citizen's data is a length. The PIN, what a
 * card says of its holder, documents, keys that were pressed and names of print jobs never get past this file.
 */
import type { ApduInput, ApduOutput, HidInput, HidOutput, HttpInput, HttpOutput } from '../contract.ts';
import { TRACE_LIMITS, type TracedBytes } from '../trace.ts';
import { maskedIpp } from './trace-mask-ipp.ts';

/** A record in the making, without time and line. */
export interface Masked extends TracedBytes {
  readonly as: string;
  readonly x?: Readonly<Record<string, string | number | boolean | null>>;
}

const NOTHING = { n: 0, b: '' } as const;

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** All bytes; a length only when they are more than any record may hold. */
export function whole(bytes: Uint8Array): TracedBytes {
  if (bytes.length > TRACE_LIMITS.shown_bytes_max) return hidden(bytes.length, 'long');
  return { n: bytes.length, b: hex(bytes) };
}

/** The first and last bytes, and why the rest is missing. */
function ends(bytes: Uint8Array, first: number, last: number, mask: string): TracedBytes {
  if (bytes.length <= first + last) return whole(bytes);
  const tail = last === 0 ? {} : { e: hex(bytes.subarray(bytes.length - last)) };
  return { n: bytes.length, b: hex(bytes.subarray(0, first)), ...tail, mask };
}

function hidden(n: number, mask: string): TracedBytes {
  return { n, b: '', mask };
}

const short = (text: string): string => text.slice(0, 200);

// ------------------------------------------------------------------------------------------------------------------ bytes

/** Drivers of serial lines on which nothing of a citizen can travel: coins, notes, stocks, states. */
const OPEN_LINES: ReadonlySet<string> = new Set(['cctalk', 'id003', 'one-piece']);

/** Masks a serial line; `drivers` are those of the devices on it. */
export function maskBytes(drivers: readonly string[], bytes: Uint8Array): Masked {
  const isOpen = drivers.length > 0 && drivers.every((driver) => OPEN_LINES.has(driver));
  return { as: 'bytes', ...(isOpen ? whole(bytes) : hidden(bytes.length, 'unknown protocol')) };
}

// ------------------------------------------------------------------------------------------------------------------- card

const INS = { select: 0xa4, readBinary: 0xb0, getResponse: 0xc0, verify: 0x20, sign: 0x2a } as const;
/** EF of the token information: the same on every card. */
const TOKEN_FILE = [0x00, 0x06] as const;
/** An AID has at most 16 bytes (ISO/IEC 7816-4, 8.2.1.2). */
const SELECT_BYTES_MAX = 5 + 16 + 1;
const PIN_FIELDS_BYTES = 4;
const STATUS_WORD_BYTES = 2;

/**
 * Masks what goes to and comes from one card reader. Commands are shown as far as their kind is known; of answers only the status
 * word, but for the token information, which tells the kind of card and nothing of its holder.
 */
export class CardMask {
  /** The answer to come may be shown. */
  #open = false;
  #tokenSelected = false;

  to(output: ApduOutput): Masked {
    if (output.type !== 'transmit') {
      this.#open = false;
      return { as: output.type, ...NOTHING };
    }
    return { as: 'transmit', x: { wipe: output.wipe }, ...this.#command(output.apdu, output.wipe) };
  }

  #command(apdu: Uint8Array, wipe: boolean): TracedBytes {
    const [, instruction, kind] = apdu;
    this.#open = false;
    if (wipe) return ends(apdu, apdu[1] === INS.verify ? PIN_FIELDS_BYTES : 0, 0, 'PIN');
    switch (instruction) {
      case INS.select: {
        const isFile = kind === 0x02 && apdu.length === 7;
        this.#tokenSelected = isFile && apdu[5] === TOKEN_FILE[0] && apdu[6] === TOKEN_FILE[1];
        return apdu.length <= SELECT_BYTES_MAX ? whole(apdu) : hidden(apdu.length, 'command');
      }
      case INS.readBinary:
      case INS.getResponse:
        if (apdu.length !== 5) return hidden(apdu.length, 'command');
        this.#open = this.#tokenSelected;
        return whole(apdu);
      case INS.verify:
        // Without data it asks for the tries left.
        return apdu.length === PIN_FIELDS_BYTES ? whole(apdu) : ends(apdu, PIN_FIELDS_BYTES, 0, 'PIN');
      case INS.sign:
        return ends(apdu, 4, 0, 'digest');
      default:
        return hidden(apdu.length, 'command');
    }
  }

  from(input: ApduInput): Masked {
    switch (input.type) {
      case 'response': {
        const isOpen = this.#open;
        this.#open = false;
        return {
          as: 'response',
          ...(isOpen ? whole(input.bytes) : ends(input.bytes, 0, STATUS_WORD_BYTES, 'answer of the card')),
        };
      }
      case 'cardPresent':
        this.#tokenSelected = false;
        return { as: 'cardPresent', ...whole(input.atr) };
      case 'readerPresent':
        return { as: 'readerPresent', x: { name: short(input.name) }, ...NOTHING };
      case 'apduFailed':
        return { as: 'apduFailed', x: { pcscCode: input.pcscCode, message: short(input.message) }, ...NOTHING };
      default:
        return { as: input.type, ...NOTHING };
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------- printer

/** A request to a printer; the document is a length, or nothing where it is not known. */
export function maskPost(output: HttpOutput): Masked {
  const document_bytes = output.document === null ? 0 : (output.document.length_bytes ?? -1);
  return { as: 'post', x: { exchange: output.exchange, document_bytes }, ...ippBytes(output.head) };
}

/** What came of it; null for progress, which tells nothing that the answer does not tell. */
export function maskAnswer(input: HttpInput): Masked | null {
  if (input.type === 'progress') return null;
  const { exchange } = input;
  if (input.type === 'reply') return { as: 'reply', x: { exchange, status: input.status }, ...ippBytes(input.body) };
  const { failure, bodySent, message } = input;
  return { as: 'exchangeFailed', x: { exchange, failure, bodySent, message: short(message) }, ...NOTHING };
}

function ippBytes(bytes: Uint8Array): TracedBytes {
  const masked = maskedIpp(bytes);
  if (masked === null) return hidden(bytes.length, 'no IPP');
  const { message, document_bytes } = masked;
  return document_bytes === 0
    ? whole(message)
    : { n: bytes.length, b: hex(message), mask: `${document_bytes} bytes behind the message` };
}

// --------------------------------------------------------------------------------------------------------------------- HID

/** What hangs on a HID line: only lamps and sensors are known to tell nothing of a citizen. */
export type HidKind = 'board' | 'tower' | 'keys';

/** Reports of the panel board that carry no key (drivers/hid/README.md): identity, lamps, state. */
const BOARD_REPORTS: ReadonlySet<number> = new Set([1, 2, 3]);

function hidBytes(kind: HidKind, bytes: Uint8Array): TracedBytes {
  const isOpen = kind === 'tower' || (kind === 'board' && BOARD_REPORTS.has(bytes[0] ?? 0));
  return isOpen ? whole(bytes) : hidden(bytes.length, 'keys');
}

/** What a trace shows of what a HID device is told: keys of a keypad never. */
export function maskHidOutput(kind: HidKind, output: HidOutput): Masked {
  switch (output.type) {
    case 'writeReport':
    case 'setFeature':
      return { as: output.type, ...hidBytes(kind, output.bytes) };
    case 'getFeature':
      return { as: 'getFeature', x: { report: output.report, length_bytes: output.length_bytes }, ...NOTHING };
    case 'abandon':
      return { as: 'abandon', x: { reason: short(output.reason) }, ...NOTHING };
  }
}

/** What a trace shows of what a HID device says: keys of a keypad never. */
export function maskHidInput(kind: HidKind, input: HidInput): Masked {
  switch (input.type) {
    case 'report':
    case 'feature':
      return { as: input.type, ...hidBytes(kind, input.bytes) };
    case 'attached': {
      const { vendorId, productId, maker, product, serial, release } = input.identity;
      return { as: 'attached', x: { vendorId, productId, maker, product, serial, release }, ...NOTHING };
    }
    case 'missing':
      return { as: 'missing', x: { code: input.code, detail: short(input.detail) }, ...NOTHING };
    case 'featureFailed':
      return { as: 'featureFailed', x: { report: input.report, message: short(input.message) }, ...NOTHING };
  }
}
