/** Tags of RFC 8010, section 3.5, by name. */

/** Delimiters between groups (3.5.1; subscription and further groups of RFC 3995, PWG 5100.5, PWG 5100.18). */
export const DELIMITER = {
  operation: 0x01,
  job: 0x02,
  end: 0x03,
  printer: 0x04,
  unsupported: 0x05,
  subscription: 0x06,
  eventNotification: 0x07,
  resource: 0x08,
  document: 0x09,
  system: 0x0a,
  other: 0x0f,
} as const;
export type GroupName = Exclude<keyof typeof DELIMITER, 'end'>;

/** Names by tag of one of the tables here. */
function byTag<Name extends string>(table: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> {
  return new Map((Object.keys(table) as Name[]).map((name) => [table[name], name]));
}
const DELIMITER_NAMES = byTag(DELIMITER);

/** Group of a delimiter; one that no standard names is `other`. */
export function delimiterName(tag: number): GroupName {
  const name = DELIMITER_NAMES.get(tag);
  return name === undefined || name === 'end' ? 'other' : name;
}

/** Values that are no value (3.5.2, table 3; RFC 3380). */
export const OUT_OF_BAND = {
  unsupported: 0x10,
  default: 0x11,
  unknown: 0x12,
  'no-value': 0x13,
  'not-settable': 0x15,
  'delete-attribute': 0x16,
  'admin-define': 0x17,
} as const;
export type OutOfBand = keyof typeof OUT_OF_BAND;

const OUT_OF_BAND_NAMES = byTag(OUT_OF_BAND);

export function outOfBandName(tag: number): OutOfBand | null {
  return OUT_OF_BAND_NAMES.get(tag) ?? null;
}

/** Values that are not character strings. */
export const TAG = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octetString: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  collection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  memberName: 0x4a,
} as const;

/** Character strings (3.5.2, table 5). */
const CHARACTER = {
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const;
export type CharacterType = keyof typeof CHARACTER;
const CHARACTER_NAMES = byTag(CHARACTER);

export function characterTag(type: CharacterType): number {
  return CHARACTER[type];
}
export function characterType(tag: number): CharacterType | null {
  return CHARACTER_NAMES.get(tag) ?? null;
}
