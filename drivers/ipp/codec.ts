/**
 * Encoding of IPP (RFC 8010, section 3), both ways, with limits. Decoding never throws: what a printer sends is foreign
 * input. Octet strings stay octets, collections are nested, unknown tags are kept with their bytes.
 */
import {
  type CharacterType,
  characterTag,
  characterType,
  DELIMITER,
  delimiterName,
  type GroupName,
  outOfBandName,
  OUT_OF_BAND,
  type OutOfBand,
  TAG,
} from './tags.ts';
import { IPP_LIMITS } from './limits.ts';

/** One value. Character strings are UTF-8 (attributes-charset of every message of ours). */
export type IppValue =
  | { readonly type: 'integer' | 'enum'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: CharacterType; readonly value: string }
  | { readonly type: 'textWithLanguage' | 'nameWithLanguage'; readonly language: string; readonly value: string }
  | { readonly type: 'rangeOfInteger'; readonly lower: number; readonly upper: number }
  | { readonly type: 'resolution'; readonly crossFeed: number; readonly feed: number; readonly unit: 'dpi' | 'dpcm' }
  /** RFC 2579 DateAndTime, 11 octets, kept as they are. */
  | { readonly type: 'dateTime'; readonly octets: Uint8Array }
  | { readonly type: 'octetString'; readonly octets: Uint8Array }
  | { readonly type: 'collection'; readonly members: readonly IppAttribute[] }
  /** unsupported, unknown, no-value …: an attribute without a value (RFC 8010, 3.5.2). */
  | { readonly type: 'outOfBand'; readonly what: OutOfBand }
  | { readonly type: 'other'; readonly tag: number; readonly octets: Uint8Array };

export interface IppAttribute {
  readonly name: string;
  /** At least one. */
  readonly values: readonly IppValue[];
}

export interface IppGroup {
  readonly group: GroupName;
  readonly attributes: readonly IppAttribute[];
}

/** A request (`code` = operation) or an answer (`code` = status). */
export interface IppMessage {
  readonly major: number;
  readonly minor: number;
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly IppGroup[];
}

export type Decoded =
  | {
      readonly ok: true;
      readonly message: IppMessage;
      /** Bytes of the message: a document may follow. */ readonly end: number;
    }
  | { readonly ok: false; readonly error: string };

/** Thrown inside this file only. */
class Damaged extends Error {}

interface Reader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  attributes: number;
  values: number;
}

const UTF8 = new TextDecoder('utf-8');
const UTF8_BYTES = new TextEncoder();

/** Decodes one message from the start of `bytes`. */
export function decode(bytes: Uint8Array): Decoded {
  const limited = bytes.length > IPP_LIMITS.message_bytes ? bytes.subarray(0, IPP_LIMITS.message_bytes) : bytes;
  const view = new DataView(limited.buffer, limited.byteOffset, limited.byteLength);
  const reader: Reader = { bytes: limited, view, at: 0, attributes: 0, values: 0 };
  try {
    const major = byte(reader);
    const minor = byte(reader);
    if (major < 1 || major > 9) throw new Damaged(`version ${major}.${minor}`);
    const code = short(reader);
    const requestId = view.getInt32(advance(reader, 4));
    const groups = readGroups(reader);
    return { ok: true, message: { major, minor, code, requestId, groups }, end: reader.at };
  } catch (error) {
    if (error instanceof Damaged) return { ok: false, error: `${error.message} at byte ${reader.at}` };
    return { ok: false, error: `undecodable at byte ${reader.at}` };
  }
}

/** Moves on by `length` and returns where it was. */
function advance(reader: Reader, length: number): number {
  const from = reader.at;
  if (from + length > reader.bytes.length)
    throw new Damaged(`${length} bytes wanted, ${reader.bytes.length - from} left`);
  reader.at = from + length;
  return from;
}
function byte(reader: Reader): number {
  return reader.bytes[advance(reader, 1)]!;
}
function short(reader: Reader): number {
  return reader.view.getUint16(advance(reader, 2));
}
/** A field with its 2-byte length (signed in the standard, so at most 32767). */
function field(reader: Reader): Uint8Array {
  const length = short(reader);
  if (length > 0x7fff) throw new Damaged('negative length');
  const from = advance(reader, length);
  return reader.bytes.subarray(from, from + length);
}

function readGroups(reader: Reader): IppGroup[] {
  const groups: { group: GroupName; attributes: IppAttribute[] }[] = [];
  let values: IppValue[] | null = null;
  for (;;) {
    const tag = byte(reader);
    if (tag === DELIMITER.end) return groups;
    if (tag < 0x10) {
      groups.push({ group: delimiterName(tag), attributes: [] });
      values = null;
      continue;
    }
    const name = UTF8.decode(field(reader));
    const value = readValue(reader, tag, 0);
    if (name !== '') {
      const group = groups.at(-1);
      if (!group) throw new Damaged('attribute before any group');
      if (++reader.attributes > IPP_LIMITS.attributes) throw new Damaged('too many attributes');
      values = [value];
      group.attributes.push({ name, values });
    } else if (values) values.push(value);
    else throw new Damaged('additional value without an attribute');
  }
}

function readValue(reader: Reader, tag: number, depth: number): IppValue {
  if (++reader.values > IPP_LIMITS.values) throw new Damaged('too many values');
  const octets = field(reader);
  if (tag === TAG.collection) {
    if (depth >= IPP_LIMITS.depth) throw new Damaged('collections too deep');
    return { type: 'collection', members: readMembers(reader, depth + 1) };
  }
  return plainValue(tag, octets);
}

function readMembers(reader: Reader, depth: number): IppAttribute[] {
  const members: { name: string; values: IppValue[] }[] = [];
  for (;;) {
    const tag = byte(reader);
    if (field(reader).length !== 0) throw new Damaged('named attribute inside a collection');
    if (tag === TAG.endCollection) {
      field(reader);
      if (members.some((member) => member.values.length === 0)) throw new Damaged('member without a value');
      return members;
    }
    if (tag === TAG.memberName) {
      if (++reader.attributes > IPP_LIMITS.attributes) throw new Damaged('too many attributes');
      members.push({ name: UTF8.decode(field(reader)), values: [] });
      continue;
    }
    const member = members.at(-1);
    if (!member || tag < 0x10) throw new Damaged('value without a member name');
    member.values.push(readValue(reader, tag, depth));
  }
}

/** A value that is not a collection. One of the wrong length is kept as `other`: one odd attribute spoils no answer. */
function plainValue(tag: number, octets: Uint8Array): IppValue {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const outOfBand = outOfBandName(tag);
  if (outOfBand) return { type: 'outOfBand', what: outOfBand };
  const characters = characterType(tag);
  if (characters) return { type: characters, value: UTF8.decode(octets) };
  const other: IppValue = { type: 'other', tag, octets: Uint8Array.from(octets) };
  switch (tag) {
    case TAG.integer:
    case TAG.enum:
      return octets.length === 4 ? { type: tag === TAG.enum ? 'enum' : 'integer', value: view.getInt32(0) } : other;
    case TAG.boolean:
      return octets.length === 1 ? { type: 'boolean', value: octets[0] !== 0 } : other;
    case TAG.rangeOfInteger:
      return octets.length === 8 ? { type: 'rangeOfInteger', lower: view.getInt32(0), upper: view.getInt32(4) } : other;
    case TAG.resolution: {
      const unit = octets[8] === 3 ? 'dpi' : octets[8] === 4 ? 'dpcm' : null;
      if (octets.length !== 9 || !unit) return other;
      return { type: 'resolution', crossFeed: view.getInt32(0), feed: view.getInt32(4), unit };
    }
    case TAG.dateTime:
      return octets.length === 11 ? { type: 'dateTime', octets: Uint8Array.from(octets) } : other;
    case TAG.octetString:
      return { type: 'octetString', octets: Uint8Array.from(octets) };
    case TAG.textWithLanguage:
    case TAG.nameWithLanguage:
      return withLanguage(tag, octets, view) ?? other;
    default:
      return other;
  }
}

function withLanguage(tag: number, octets: Uint8Array, view: DataView): IppValue | null {
  if (octets.length < 4) return null;
  const languageLength = view.getUint16(0);
  if (octets.length < 4 + languageLength) return null;
  const valueLength = view.getUint16(2 + languageLength);
  if (octets.length !== 4 + languageLength + valueLength) return null;
  return {
    type: tag === TAG.textWithLanguage ? 'textWithLanguage' : 'nameWithLanguage',
    language: UTF8.decode(octets.subarray(2, 2 + languageLength)),
    value: UTF8.decode(octets.subarray(4 + languageLength)),
  };
}

// ---------------------------------------------------------------------------------------------------------- encoding

/** Encodes one message; the document, if any, is sent behind it. Throws only on a value that no field can hold. */
export function encode(message: IppMessage): Uint8Array {
  const out: number[] = [message.major, message.minor];
  pushShort(out, message.code);
  pushInt(out, message.requestId);
  for (const { group, attributes } of message.groups) {
    out.push(DELIMITER[group]);
    for (const { name, values } of attributes) {
      values.forEach((value, at) => writeValue(out, at === 0 ? name : '', value));
    }
  }
  out.push(DELIMITER.end);
  return Uint8Array.from(out);
}

function pushShort(out: number[], value: number): void {
  out.push((value >> 8) & 0xff, value & 0xff);
}
function pushInt(out: number[], value: number): void {
  out.push((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}
function pushField(out: number[], octets: Uint8Array | readonly number[]): void {
  if (octets.length > 0x7fff) throw new RangeError(`IPP field of ${octets.length} bytes, at most 32767`);
  pushShort(out, octets.length);
  for (const octet of octets) out.push(octet);
}

function writeValue(out: number[], name: string, value: IppValue): void {
  out.push(tagOf(value));
  pushField(out, UTF8_BYTES.encode(name));
  pushField(out, octetsOf(value));
  if (value.type !== 'collection') return;
  for (const member of value.members) {
    out.push(TAG.memberName);
    pushField(out, []);
    pushField(out, UTF8_BYTES.encode(member.name));
    for (const inner of member.values) writeValue(out, '', inner);
  }
  out.push(TAG.endCollection);
  pushField(out, []);
  pushField(out, []);
}

function tagOf(value: IppValue): number {
  switch (value.type) {
    case 'other':
      return value.tag;
    case 'outOfBand':
      return OUT_OF_BAND[value.what];
    case 'integer':
    case 'enum':
    case 'boolean':
    case 'rangeOfInteger':
    case 'resolution':
    case 'dateTime':
    case 'octetString':
    case 'collection':
    case 'textWithLanguage':
    case 'nameWithLanguage':
      return TAG[value.type];
    default:
      return characterTag(value.type);
  }
}

function octetsOf(value: IppValue): Uint8Array | readonly number[] {
  const out: number[] = [];
  switch (value.type) {
    case 'integer':
    case 'enum':
      pushInt(out, value.value);
      return out;
    case 'boolean':
      return [value.value ? 1 : 0];
    case 'rangeOfInteger':
      pushInt(out, value.lower);
      pushInt(out, value.upper);
      return out;
    case 'resolution':
      pushInt(out, value.crossFeed);
      pushInt(out, value.feed);
      out.push(value.unit === 'dpi' ? 3 : 4);
      return out;
    case 'dateTime':
    case 'octetString':
    case 'other':
      return value.octets;
    case 'collection':
    case 'outOfBand':
      return out;
    case 'textWithLanguage':
    case 'nameWithLanguage':
      pushField(out, UTF8_BYTES.encode(value.language));
      pushField(out, UTF8_BYTES.encode(value.value));
      return out;
    default:
      return UTF8_BYTES.encode(value.value);
  }
}
