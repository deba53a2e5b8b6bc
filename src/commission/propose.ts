/** Which found device is which of the configuration, and what the layer of commissioning says of it. Pure. */
import type { Found, Identity, Look } from './contract.ts';

type Entry = Readonly<Record<string, unknown>>;

/** A device that stands in some layer already; nothing of it has been checked. */
export interface Known {
  readonly id: string;
  readonly class: string;
  readonly driver: string;
  readonly entry: Entry;
}

/** `new`: not configured before. `same`: as commissioned. `paired`: configured, never commissioned. `swapped`: another unit answers. */
export type PairKind = 'new' | 'same' | 'paired' | 'swapped';

/** One device and what is found in its place. */
export interface Pair {
  readonly id: string;
  readonly class: string;
  readonly kind: PairKind;
  /** Where it hangs: port, reader, address. */
  readonly at: string;
  readonly before: string | null;
  readonly after: string;
  /** What the layer says of it. */
  readonly entry: Entry;
}

export interface Proposal {
  readonly pairs: readonly Pair[];
  /** Configured, and nothing answers in its place. */
  readonly missing: readonly string[];
  /** Found, and a person must say what it is for. */
  readonly unplaced: readonly Found[];
}

/** What only a person knows. */
export interface Answers {
  /** Coin of the hopper at a ccTalk address, yen. */
  readonly hoppers: Readonly<Record<number, number>>;
  /** The card reader that is meant where several are plugged in, or how its name begins; null: not told. */
  readonly reader: string | null;
}

/** Devices of a configuration that need not be valid. */
export function knownOf(root: unknown): readonly Known[] {
  const list = isTable(root) ? root['devices'] : undefined;
  if (!Array.isArray(list)) return [];
  return list.filter(isTable).flatMap((entry) => {
    const { id, class: deviceClass, driver } = entry;
    return typeof id === 'string' && typeof deviceClass === 'string'
      ? [{ id, class: deviceClass, driver: typeof driver === 'string' ? driver : '', entry }]
      : [];
  });
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const optionsOf = (entry: Entry): Entry => (isTable(entry['options']) ? entry['options'] : {});

/** One line that names a unit: maker, product, serial number. */
export function identityText({ maker, product, serial }: Pick<Identity, 'maker' | 'product' | 'serial'>): string {
  return [maker, product, serial === null ? '' : `serial ${serial}`].filter((part) => part !== '').join(' ');
}

const textIn = (table: Entry, key: string): string | null => {
  const value = table[key];
  return typeof value === 'string' ? value : null;
};

/** What was commissioned, as one line; null: nothing. */
function commissioned({ entry }: Known): string | null {
  const identity = entry['identity'];
  if (!isTable(identity)) return null;
  return identityText({
    maker: textIn(identity, 'maker') ?? '',
    product: textIn(identity, 'product') ?? '',
    serial: textIn(identity, 'serial'),
  });
}

const identityEntry = ({ maker, product, serial }: Identity): Entry => ({
  maker,
  product,
  ...(serial === null ? {} : { serial }),
});

function pairOf(found: Exclude<Found, { kind: 'reader' }>, known: Known | undefined, fresh: Entry, where: Entry): Pair {
  const { identity } = found;
  const after = identityText(identity);
  const before = known === undefined ? null : commissioned(known);
  const uuidBefore = known === undefined ? null : textIn(optionsOf(known.entry), 'printerUuid');
  const isOther = found.kind === 'printer' && uuidBefore !== null && uuidBefore !== found.uuid;
  const base = known === undefined ? fresh : { id: known.id, class: known.class, driver: known.driver };
  const kind = kindOf(known !== undefined, isOther, before, after);
  return {
    id: String(base['id']),
    class: String(base['class']),
    kind,
    at: placeText(found),
    before: before ?? uuidBefore,
    after,
    entry: { ...base, ...where, ...(after === '' ? {} : { identity: identityEntry(identity) }) },
  };
}

/** Without its last two numbers, which pcscd gives by the order of plugging; the serial number of a reader stands in its name. */
const plainReader = (name: string): string => name.replace(/ \d\d \d\d$/, '');

/** A reader is known by how its name begins: the driver takes no other. */
function readerPair({ name }: Extract<Found, { kind: 'reader' }>, known: Known | undefined, reader: string): Pair {
  const base = known ?? { id: 'card', class: 'cardReader', driver: 'jpki' };
  const before = known === undefined ? null : textIn(known.entry, 'reader');
  const kind = known === undefined ? 'new' : before !== null && name.startsWith(before) ? 'same' : 'swapped';
  const entry = { id: base.id, class: base.class, driver: base.driver, reader: kind === 'same' ? before : reader };
  return { id: base.id, class: base.class, kind, at: 'PC/SC', before, after: name, entry };
}

/** A unit that does not say yet who it is cannot be another one. */
function kindOf(isKnown: boolean, isOther: boolean, before: string | null, after: string): PairKind {
  if (!isKnown) return 'new';
  if (isOther) return 'swapped';
  if (after === '') return 'same';
  if (before === null) return 'paired';
  return before === after ? 'same' : 'swapped';
}

function placeText(found: Exclude<Found, { kind: 'reader' }>): string {
  switch (found.kind) {
    case 'cctalk':
      return `${found.port} ccTalk ${found.address}`;
    case 'hid':
      return `USB ${found.vendorId.toString(16).padStart(4, '0')}:${found.productId.toString(16).padStart(4, '0')}`;
    case 'printer':
      return found.uri;
    default:
      return found.port;
  }
}

/** The certificate of a known printer was renewed: the old fingerprint stays beside the new one until a person closes the overlap. */
function pinsOf(found: Extract<Found, { kind: 'printer' }>, known: Known | undefined): Entry {
  const uuid = found.uuid === null ? {} : { printerUuid: found.uuid };
  if (found.fingerprint === null) return uuid;
  const options = known === undefined ? {} : optionsOf(known.entry);
  const pinned = textIn(options, 'certificatePin');
  const plain = (pin: string | null): string => (pin ?? '').replaceAll(':', '').toUpperCase();
  const isRenewed =
    pinned !== null && options['printerUuid'] === found.uuid && plain(pinned) !== plain(found.fingerprint);
  return isRenewed
    ? { ...uuid, certificatePin: pinned, nextCertificatePin: found.fingerprint }
    : { ...uuid, certificatePin: found.fingerprint };
}

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

type FoundOf<Kind extends Found['kind']> = Extract<Found, { kind: Kind }>;

/** Found devices as they take the places of the configured ones, one after the other. */
class Matching {
  readonly pairs: Pair[] = [];
  readonly unplaced: Found[] = [];
  /** Readers beside the one that is meant: slots of the same unit, a second one for the copier. */
  readonly #otherReaders: Found[] = [];
  readonly #taken = new Set<string>();
  readonly #found: readonly Found[];
  readonly #known: readonly Known[];
  readonly #answers: Answers;

  constructor(found: readonly Found[], known: readonly Known[], answers: Answers) {
    this.#found = found;
    this.#known = known;
    this.#answers = answers;
    for (const one of found) this.#place(one);
    if (!this.pairs.some((pair) => pair.class === 'cardReader')) this.unplaced.push(...this.#otherReaders);
  }

  get missing(): readonly string[] {
    return this.#known.filter(({ id }) => !this.#taken.has(id)).map(({ id }) => id);
  }

  #place(one: Found): void {
    switch (one.kind) {
      case 'reader':
        return this.#reader(one);
      case 'cctalk':
        return one.class === 'coinAcceptor' ? this.#acceptor(one) : this.#hopper(one);
      case 'id003': {
        const fresh = { id: 'notes', class: 'billAcceptor', driver: 'id003' };
        return this.#take(pairOf(one, only(this.#free('billAcceptor')), fresh, { port: one.port }));
      }
      case 'changer': {
        const fresh = { id: 'changer', class: 'cashChanger', driver: 'one-piece' };
        return this.#take(pairOf(one, only(this.#free('cashChanger')), fresh, { port: one.port }));
      }
      case 'hid':
        return this.#hid(one);
      case 'printer':
        return this.#printer(one);
    }
  }

  #free(deviceClass: string): readonly Known[] {
    return this.#known.filter((one) => one.class === deviceClass && !this.#taken.has(one.id));
  }

  #take(pair: Pair): void {
    this.#taken.add(pair.id);
    this.pairs.push(pair);
  }

  #isAlone(kind: Found['kind']): boolean {
    return this.#found.filter((one) => one.kind === kind).length === 1;
  }

  #reader(one: FoundOf<'reader'>): void {
    const told = this.#answers.reader;
    const free = this.#free('cardReader');
    const named = free.find(({ entry }) => one.name.startsWith(textIn(entry, 'reader') ?? '\u0000'));
    const isMeant = told === null ? this.#isAlone('reader') : one.name.startsWith(told);
    const known = told === null && named !== undefined ? named : isMeant ? only(free) : undefined;
    const isNew = isMeant && this.#known.every((each) => each.class !== 'cardReader') && !this.#taken.has('card');
    if (known === undefined && !isNew) this.#otherReaders.push(one);
    else this.#take(readerPair(one, known, told ?? plainReader(one.name)));
  }

  #acceptor(one: FoundOf<'cctalk'>): void {
    const known = only(this.#free('coinAcceptor'));
    const fresh = { id: 'coins', class: 'coinAcceptor', driver: 'cctalk' };
    this.#take(pairOf(one, known, fresh, { port: one.port, options: busOptions(one, known === undefined) }));
  }

  #hopper(one: FoundOf<'cctalk'>): void {
    const known = this.#free('coinDispenser').find(({ entry }) => optionsOf(entry)['address'] === one.address);
    const yen = this.#answers.hoppers[one.address];
    if (known === undefined && yen === undefined) {
      this.unplaced.push(one);
      return;
    }
    const fresh = { id: `hopper-${yen ?? one.address}`, class: 'coinDispenser', driver: 'cctalk' };
    const coin = yen === undefined ? {} : { denomination_yen: yen };
    const options = { ...busOptions(one, known === undefined), ...coin };
    this.#take(pairOf(one, known, fresh, { port: one.port, options }));
  }

  #hid(one: FoundOf<'hid'>): void {
    const modelOf = ({ entry }: Known): string => textIn(optionsOf(entry), 'model') ?? 'madoguchi-board';
    const known = this.#free(one.class).find((each) => modelOf(each) === one.model);
    const fresh = { id: one.class === 'keypad' ? 'keypad' : one.model.slice(0, 30), class: one.class, driver: 'hid' };
    const serial = one.identity.serial === null ? {} : { serial: one.identity.serial };
    this.#take(pairOf(one, known, fresh, { options: { model: one.model, ...serial } }));
  }

  #printer(one: FoundOf<'printer'>): void {
    const free = this.#free('printer');
    const known =
      free.find(({ entry }) => entry['uri'] === one.uri) ??
      free.find(({ entry }) => one.uuid !== null && optionsOf(entry)['printerUuid'] === one.uuid) ??
      (this.#isAlone('printer') ? only(free) : undefined);
    if (known === undefined && (free.length > 0 || this.#taken.has('printer'))) this.unplaced.push(one);
    else {
      const fresh = { id: 'printer', class: 'printer', driver: 'ipp' };
      this.#take(pairOf(one, known, fresh, { uri: one.uri, options: pinsOf(one, known) }));
    }
  }
}

/** Address and checksum on the bus; of a new device its model as well, where it is another than the general one. */
function busOptions({ address, checksum, models }: FoundOf<'cctalk'>, isNew: boolean): Entry {
  const model = isNew && models.length > 1 ? { model: models[0] } : {};
  return { address, ...(checksum === 'crc16' ? { checksum } : {}), ...model };
}

/** Matches what was found with what is configured. Every found device is taken once. */
export function propose({ found }: Look, known: readonly Known[], answers: Answers): Proposal {
  const { pairs, unplaced, missing } = new Matching(found, known, answers);
  return { pairs, unplaced, missing };
}

/** Checks of `madoguchi` to repeat when a part of this class was exchanged. */
export const CHECKS_AFTER: Readonly<Record<string, readonly string[]>> = {
  cardReader: ['diag cardReader', 'card'],
  coinAcceptor: ['diag cash --level interactive', 'cash levels'],
  coinDispenser: ['cash closing', 'cash test-dispense', 'ledger reconcile'],
  billAcceptor: ['diag cash --level interactive', 'cash closing'],
  cashChanger: ['cash closing', 'cash test-dispense', 'ledger reconcile'],
  printer: ['printer test', 'paper calibrate'],
  indicators: ['lamps test'],
  keypad: ['diag all --level interactive'],
};
