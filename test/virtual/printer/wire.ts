/**
 * Bytes of IPP as a printer sees them (RFC 8010, sections 3.1–3.5), written for the virtual printer alone. Values stay
 * octets with their tag; builders below make the ones a printer sends.
 */

/** One value: its tag and its octets; a collection (0x34) has members instead. */
export interface Value {
  readonly tag: number;
  readonly octets: Buffer;
  readonly members: readonly Attribute[];
}
export interface Attribute {
  readonly name: string;
  readonly values: readonly Value[];
}
export interface Group {
  readonly tag: number;
  readonly attributes: readonly Attribute[];
}
/** A request or a reply; `code` is the operation or the status. */
export interface Message {
  readonly major: number;
  readonly minor: number;
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly Group[];
}

/** Delimiter tags (RFC 8010, 3.5.1). */
export const GROUP = { operation: 1, job: 2, end: 3, printer: 4, unsupported: 5 } as const;
/** Value tags (RFC 8010, 3.5.2). */
export const TAG = {
  unsupported: 0x10,
  unknown: 0x12,
  noValue: 0x13,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octets: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  range: 0x33,
  collection: 0x34,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  language: 0x48,
  mime: 0x49,
  memberName: 0x4a,
} as const;

const NONE: readonly Attribute[] = [];
const octets = (tag: number, data: Buffer): Value => ({ tag, octets: data, members: NONE });
const words = (tag: number, text: string): Value => octets(tag, Buffer.from(text, 'utf8'));
const int32 = (...numbers: number[]): Buffer => {
  const buffer = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, at) => buffer.writeInt32BE(number, at * 4));
  return buffer;
};

/** Builders of values. */
export const make = {
  integer: (value: number) => octets(TAG.integer, int32(value)),
  enum: (value: number) => octets(TAG.enum, int32(value)),
  boolean: (value: boolean) => octets(TAG.boolean, Buffer.from([value ? 1 : 0])),
  range: (low: number, high: number) => octets(TAG.range, int32(low, high)),
  /** Dots per inch in both directions. */
  dpi: (dots: number) => octets(TAG.resolution, Buffer.concat([int32(dots, dots), Buffer.from([3])])),
  text: (text: string) => words(TAG.text, text),
  name: (text: string) => words(TAG.name, text),
  keyword: (text: string) => words(TAG.keyword, text),
  uri: (text: string) => words(TAG.uri, text),
  charset: (text: string) => words(TAG.charset, text),
  language: (text: string) => words(TAG.language, text),
  mime: (text: string) => words(TAG.mime, text),
  octets: (data: Buffer) => octets(TAG.octets, data),
  noValue: () => octets(TAG.noValue, Buffer.alloc(0)),
  unsupported: () => octets(TAG.unsupported, Buffer.alloc(0)),
  /** RFC 2579 DateAndTime, UTC. */
  dateTime: (epoch_ms: number): Value => {
    const date = new Date(epoch_ms);
    const data = Buffer.alloc(11);
    data.writeUInt16BE(date.getUTCFullYear(), 0);
    data[2] = date.getUTCMonth() + 1;
    data[3] = date.getUTCDate();
    data[4] = date.getUTCHours();
    data[5] = date.getUTCMinutes();
    data[6] = date.getUTCSeconds();
    data[7] = Math.floor(date.getUTCMilliseconds() / 100);
    data[8] = 0x2b;
    return octets(TAG.dateTime, data);
  },
  collection: (...members: Attribute[]): Value => ({ tag: TAG.collection, octets: Buffer.alloc(0), members }),
};

/** An attribute of one or more values. */
export function attribute(name: string, ...values: Value[]): Attribute {
  return { name, values };
}

/** What a request looked like; `rest` is the document behind it. */
export type Parsed = { readonly ok: true; readonly message: Message; readonly rest: Buffer } | { readonly ok: false };

class Cursor {
  at = 0;
  readonly data: Buffer;
  constructor(data: Buffer) {
    this.data = data;
  }
  byte(): number {
    const value = this.data[this.at];
    if (value === undefined) throw new RangeError('short');
    this.at += 1;
    return value;
  }
  short(): number {
    return this.byte() * 256 + this.byte();
  }
  take(length: number): Buffer {
    if (this.at + length > this.data.length) throw new RangeError('short');
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }
}

/** Reads one message; a damaged one is `{ok: false}`, which a printer answers with client-error-bad-request. */
export function parse(data: Uint8Array): Parsed {
  try {
    const cursor = new Cursor(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    const major = cursor.byte();
    const minor = cursor.byte();
    const code = cursor.short();
    const requestId = cursor.take(4).readInt32BE(0);
    const groups = parseGroups(cursor);
    return { ok: true, message: { major, minor, code, requestId, groups }, rest: cursor.data.subarray(cursor.at) };
  } catch {
    return { ok: false };
  }
}

function parseGroups(cursor: Cursor): Group[] {
  const groups: { tag: number; attributes: { name: string; values: Value[] }[] }[] = [];
  for (;;) {
    const tag = cursor.byte();
    if (tag === GROUP.end) return groups;
    if (tag < 0x10) {
      groups.push({ tag, attributes: [] });
      continue;
    }
    const group = groups.at(-1);
    if (!group) throw new RangeError('value before a group');
    const name = cursor.take(cursor.short()).toString('utf8');
    const value = parseValue(cursor, tag, 0);
    if (name !== '') group.attributes.push({ name, values: [value] });
    else if (group.attributes.length > 0) group.attributes.at(-1)!.values.push(value);
    else throw new RangeError('further value before a first');
  }
}

function parseValue(cursor: Cursor, tag: number, depth: number): Value {
  const data = cursor.take(cursor.short());
  if (tag !== TAG.collection) return octets(tag, data);
  if (depth > 10) throw new RangeError('too deep');
  const members: { name: string; values: Value[] }[] = [];
  for (;;) {
    const memberTag = cursor.byte();
    cursor.take(cursor.short());
    if (memberTag === TAG.endCollection) {
      cursor.take(cursor.short());
      return { tag, octets: Buffer.alloc(0), members };
    }
    if (memberTag === TAG.memberName) {
      members.push({ name: cursor.take(cursor.short()).toString('utf8'), values: [] });
      continue;
    }
    const member = members.at(-1);
    if (!member) throw new RangeError('member value without a name');
    member.values.push(parseValue(cursor, memberTag, depth + 1));
  }
}

/** Writes one message. */
export function serialise(message: Message): Buffer {
  const parts: Buffer[] = [];
  const head = Buffer.alloc(8);
  head[0] = message.major;
  head[1] = message.minor;
  head.writeUInt16BE(message.code, 2);
  head.writeInt32BE(message.requestId, 4);
  parts.push(head);
  for (const group of message.groups) {
    parts.push(Buffer.from([group.tag]));
    for (const item of group.attributes) {
      item.values.forEach((value, at) => writeValue(parts, at === 0 ? item.name : '', value));
    }
  }
  parts.push(Buffer.from([GROUP.end]));
  return Buffer.concat(parts);
}

function writeField(parts: Buffer[], tag: number, name: string, data: Buffer): void {
  const label = Buffer.from(name, 'utf8');
  const head = Buffer.alloc(3);
  head[0] = tag;
  head.writeUInt16BE(label.length, 1);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(data.length, 0);
  parts.push(head, label, size, data);
}

function writeValue(parts: Buffer[], name: string, value: Value): void {
  writeField(parts, value.tag, name, value.octets);
  if (value.tag !== TAG.collection) return;
  for (const member of value.members) {
    writeField(parts, TAG.memberName, '', Buffer.from(member.name, 'utf8'));
    for (const inner of member.values) writeValue(parts, '', inner);
  }
  writeField(parts, TAG.endCollection, '', Buffer.alloc(0));
}

/** Readers of what a client sent; null when the attribute is missing or of another type. */
export const read = {
  find: (groups: readonly Group[], tag: number, name: string): Attribute | null =>
    groups.find((group) => group.tag === tag)?.attributes.find((item) => item.name === name) ?? null,
  text: (item: Attribute | null): string | null => {
    const value = item?.values[0];
    if (!value || value.tag < 0x40) return null;
    if (value.tag === 0x35 || value.tag === 0x36) return null;
    return value.octets.toString('utf8');
  },
  texts: (item: Attribute | null): string[] =>
    (item?.values ?? []).filter((value) => value.tag >= 0x40).map((value) => value.octets.toString('utf8')),
  integer: (item: Attribute | null): number | null => {
    const value = item?.values[0];
    return value && value.octets.length === 4 ? value.octets.readInt32BE(0) : null;
  },
  integers: (item: Attribute | null): number[] =>
    (item?.values ?? []).filter((value) => value.octets.length === 4).map((value) => value.octets.readInt32BE(0)),
  boolean: (item: Attribute | null): boolean | null => {
    const value = item?.values[0];
    return value && value.tag === TAG.boolean && value.octets.length === 1 ? value.octets[0] !== 0 : null;
  },
};
