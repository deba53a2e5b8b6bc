/**
 * What the bench page shows and does. The bench knows no device class: it is given handles, and every fault is a switch
 * with a name. Types only, so that the page may import it.
 */

/** Text in both languages of the page. */
export interface Label {
  readonly ja: string;
  readonly en: string;
}

/** A card of the deck. All of them are fictional persons. */
export interface CardInfo {
  readonly id: string;
  readonly label: Label;
  /** What the person at the bench must know: PIN, what is wrong with the card. */
  readonly hint: Label;
  readonly kind: 'myNumber' | 'other';
}

/** Reader and cards. */
export interface BenchCard {
  deck(): readonly CardInfo[];
  /** Id of the card on the reader, or null. */
  onReader(): string | null;
  insert(id: string): void;
  remove(): void;
}

/** One printed side in the exit tray, newest last. */
export interface PrintedPage {
  readonly id: string;
  readonly label: Label;
  readonly crumpled: boolean;
}

export interface BenchPrinter {
  pages(): readonly PrintedPage[];
  /** The side as a PNG small enough for a page (about 1000 dots high), or null when it was taken. */
  image(id: string): Uint8Array | null | Promise<Uint8Array | null>;
  takeAll(): void;
  /** What stops the printer now, as its own keywords. Empty = fit. */
  trouble(): readonly string[];
}

/** Coins and notes as a person handles them. */
export interface BenchCash {
  readonly coins_yen: readonly number[];
  readonly notes_yen: readonly number[];
  insertCoin(denomination_yen: number, genuine: boolean): void;
  /** False: the machine does not draw the note in. */
  insertNote(denomination_yen: number, genuine: boolean): boolean;
  /** Takes the note that sticks out of the slot; yen. */
  takeNote(): number;
  /** Takes what lies in the tray (change and returned coins); yen. */
  takeTray(): number;
  pressReturnLever(): void;
  /** Pieces by place, as physics has them. */
  pieces(): readonly BenchPieces[];
  /** Places of the machine in the order to show them. `books` is the name of the unit in the books, null when they do not know the place. */
  places(): readonly BenchPlace[];
  onMove(listener: (from: string, to: string, denomination_yen: number, count: number) => void): void;
}

export interface BenchPieces {
  readonly place: string;
  readonly denomination_yen: number;
  readonly count: number;
}

/** Role of a place in the picture: store = inside, way = in motion, tray and noteSlot = the citizen can reach it. */
export interface BenchPlace {
  readonly place: string;
  readonly label: Label;
  readonly books: string | null;
  readonly role: 'store' | 'way' | 'tray' | 'noteSlot' | 'person';
}

/** A button or toggle for a fault, a plug, the power or a thief's act. */
export interface BenchSwitch {
  readonly id: string;
  readonly group: 'coins' | 'notes' | 'card' | 'printer' | 'power' | 'thief' | 'staff';
  readonly label: Label;
  /** Present for toggles: whether the fault is on now. */
  on?(): boolean;
  press(): void | Promise<void>;
}

export type BenchLampPlace = 'cardReader' | 'cashSlot' | 'paperExit' | 'changeTray';
export type BenchLamps = Readonly<Record<BenchLampPlace, 'off' | 'on' | 'blink'>>;

/** The tactile keypad with its headphone socket, and the status tower. */
export interface BenchPanel {
  /** A key by its name (`next`, `select`, …) or a figure. */
  press(key: string | number): void;
  plugged(): boolean;
  plug(plugged: boolean): void;
  /** What the tower shows: `off`, `idle`, `serving`, `left`, `call`, `closed`. */
  tower(): string;
}

/** Everything on the bench. What is null is drawn as absent. */
export interface BenchHardware {
  readonly cash: BenchCash | null;
  readonly card: BenchCard | null;
  readonly printer: BenchPrinter | null;
  readonly switches: readonly BenchSwitch[];
  lamps?(): BenchLamps;
  /** Left out: no keypad. */
  readonly panel?: BenchPanel;
}

/** What the books say, read from the ledger by whoever starts the bench. */
export interface BooksSnapshot {
  /** Pieces by unit; `unitId` is what {@link BenchPlace.books} names. Empty when the books count yen only. */
  readonly units: readonly {
    readonly unitId: string;
    readonly pieces: readonly { readonly denomination_yen: number; readonly count: number }[];
    readonly total_yen: number;
  }[];
  /** Further figures worth showing: credit of the session, change owed, fees earned, slips, disputes. */
  readonly figures: readonly { readonly label: Label; readonly amount_yen: number }[];
}

// ------------------------------------------------------------------------------------------------- page ↔ server

/** What the page may ask for, as JSON over the WebSocket. */
export type BenchAct =
  | { readonly act: 'insertCoin'; readonly denomination_yen: number; readonly genuine: boolean }
  | { readonly act: 'insertNote'; readonly denomination_yen: number; readonly genuine: boolean }
  | { readonly act: 'takeNote' | 'takeTray' | 'returnLever' | 'removeCard' | 'takePaper' }
  | { readonly act: 'insertCard'; readonly id: string }
  | { readonly act: 'key'; readonly key: string | number }
  | { readonly act: 'plug'; readonly plugged: boolean }
  | { readonly act: 'switch'; readonly id: string };

/** The whole state, sent after each change. */
export interface BenchState {
  readonly type: 'state';
  readonly screenUrl: string | null;
  readonly cash: {
    readonly coins_yen: readonly number[];
    readonly notes_yen: readonly number[];
    readonly pieces: readonly BenchPieces[];
    readonly places: readonly BenchPlace[];
  } | null;
  readonly card: { readonly deck: readonly CardInfo[]; readonly onReader: string | null } | null;
  readonly printer: { readonly pages: readonly PrintedPage[]; readonly trouble: readonly string[] } | null;
  readonly switches: readonly {
    readonly id: string;
    readonly group: BenchSwitch['group'];
    readonly label: Label;
    readonly on: boolean | null;
  }[];
  readonly lamps: BenchLamps;
  readonly panel: { readonly plugged: boolean; readonly tower: string } | null;
  readonly books: BooksSnapshot | null;
  readonly happenings: readonly Happening[];
}

/** One line of what happened at the hardware. */
export interface Happening {
  readonly number: number;
  readonly text: Label;
}

/** A sentence that the kiosk speaks: the page fetches and plays `url`; without one (made for the moment, never kept) the browser reads it. */
export interface BenchVoice {
  readonly type: 'voice';
  readonly number: number;
  readonly url: string;
  readonly caption: string | null;
  /** Of the caption, as a BCP 47 tag. */
  readonly locale?: string;
}
export type BenchMessage = BenchState | BenchVoice;
