/** Handles of the virtual cash hardware for the bench: the picture's coins and notes, and a switch for each fault. */
import type { CashKit } from '../cash/kit.ts';
import type { VirtualOnePieceUnit } from '../one-piece/unit.ts';
import { ONE_PIECE_PLACES } from '../one-piece/words.ts';
import type { PtyHost } from '../hosts/pty.ts';
import type { BenchCash, BenchPlace, BenchSwitch, Label } from './contract.ts';

const label = (ja: string, en: string): Label => ({ ja, en });
const COINS_yen = [10, 50, 100, 500] as const;
const NOTES_yen = [1000, 2000, 5000, 10_000] as const;

const PERSONS: readonly BenchPlace[] = [
  { place: 'citizen', label: label('利用者', 'citizen'), books: null, role: 'person' },
  { place: 'staff', label: label('係員', 'staff'), books: null, role: 'person' },
];
const TRAYS: readonly BenchPlace[] = [
  { place: 'changeTray', label: label('釣銭口', 'change tray'), books: null, role: 'tray' },
  { place: 'returnTray', label: label('返却口', 'coin return'), books: null, role: 'tray' },
  { place: 'note-slot', label: label('紙幣口(返却)', 'note slot (returned)'), books: null, role: 'noteSlot' },
];

/** Coins and notes of acceptor, hoppers and validator. `booksOf` names the unit of a place in the books. */
export function cashOfKit(kit: CashKit, booksOf: Readonly<Record<string, string>> = {}): BenchCash {
  const { places, acceptor, validator } = kit;
  const store = (place: string, ja: string, en: string): BenchPlace => ({
    place,
    label: label(ja, en),
    books: booksOf[place] ?? place,
    role: 'store',
  });
  const way = (place: string, ja: string, en: string): BenchPlace => ({
    place,
    label: label(ja, en),
    books: null,
    role: 'way',
  });
  const shown: readonly BenchPlace[] = [
    ...kit.hoppers.map((h) => store(h.place, `${h.denomination_yen}円ホッパー`, `hopper ${h.denomination_yen}`)),
    store('cashbox', '硬貨金庫', 'coin cash box'),
    store('note-box', '紙幣金庫', 'note box'),
    way('acceptor-slot', '硬貨投入路', 'coin slot'),
    way('acceptor-path', '硬貨選別路', 'coin sorter'),
    way('acceptor-jam', '硬貨づまり', 'stuck coin'),
    way('note-path', '紙幣一時保留', 'note escrow'),
    way('note-passed', '紙幣搬送路', 'note path'),
    ...TRAYS,
    ...PERSONS,
  ];
  return {
    coins_yen: COINS_yen,
    notes_yen: NOTES_yen,
    insertCoin: (denomination_yen, genuine) => acceptor.insertCoin(denomination_yen, { genuine }),
    insertNote: (denomination_yen, genuine) => validator.insertNote(denomination_yen, { genuine }),
    takeNote: () => validator.takeReturned(),
    takeTray: () => places.moveAll('changeTray', 'citizen') + places.moveAll('returnTray', 'citizen'),
    pressReturnLever: () => acceptor.pressReturnLever(),
    pieces: () => places.all(),
    places: () => shown,
    onMove: (listener) => places.onMove(listener),
  };
}

/** Faults of the kit; `ports` adds a plug for each line that runs on a pty. */
export function switchesOfKit(
  kit: CashKit,
  ports: { readonly coins?: PtyHost; readonly notes?: PtyHost } = {},
): BenchSwitch[] {
  const { acceptor, bus, hoppers, validator } = kit;
  let coinsOff = false;
  let notesOff = false;
  let stackerOpen = false;
  const switches: BenchSwitch[] = [
    button('coin-jam', 'coins', '次の硬貨がつまる', 'Next coin sticks', () => acceptor.jam()),
    button('coin-clear', 'staff', '硬貨づまりを直す', 'Clear coin jam', () => {
      acceptor.clearJam();
      for (const hopper of hoppers) hopper.clearJam();
    }),
    button('coin-mute', 'coins', '3秒応答なし', 'Silent for 3 s', () => bus.faults.muteFor(3000)),
    button('coin-noise', 'coins', '応答が壊れる', 'Damage an answer', () => bus.faults.corruptNextFrame()),
    ...hoppers.flatMap((h) => [
      button(
        `jam-${h.place}`,
        'coins',
        `${h.denomination_yen}円払出しづまり`,
        `Jam ${h.denomination_yen}-yen hopper`,
        () => h.jam(),
      ),
      button(
        `fill-${h.place}`,
        'staff',
        `${h.denomination_yen}円を20枚補充`,
        `Add 20 × ${h.denomination_yen} yen`,
        () => h.fill(20),
      ),
      button(
        `empty-${h.place}`,
        'staff',
        `${h.denomination_yen}円を抜く`,
        `Empty ${h.denomination_yen}-yen hopper`,
        () => h.emptyHopper(),
      ),
    ]),
    button('note-jam', 'notes', '紙幣づまり(入口)', 'Note jam (acceptor)', () => validator.jam('acceptor')),
    button('note-jam-box', 'notes', '紙幣づまり(金庫)', 'Note jam (stacker)', () => validator.jam('stacker')),
    button('note-clear', 'staff', '紙幣づまりを直す', 'Clear note jam', () => validator.clearJam()),
    toggle(
      'note-box',
      'staff',
      '紙幣金庫を開ける',
      'Open note box',
      () => stackerOpen,
      () => {
        stackerOpen = !stackerOpen;
        if (stackerOpen) validator.openStacker();
        else validator.closeStacker();
      },
    ),
    button('note-empty', 'staff', '紙幣金庫を回収', 'Empty note box', () => void validator.emptyBox()),
    button('note-mute', 'notes', '3秒応答なし', 'Silent for 3 s', () => validator.faults.muteFor(3000)),
    button('string', 'thief', '糸つき硬貨', 'Coin on a string', () => acceptor.fraud('string')),
    button('pull', 'thief', '紙幣を引き抜く', 'Pull the note back', () => void validator.pullNote()),
    toggle(
      'power-coins',
      'power',
      '硬貨部の電源断',
      'Coin unit without power',
      () => coinsOff,
      () => {
        coinsOff = !coinsOff;
        if (coinsOff) bus.powerOff();
        else bus.powerOn();
      },
    ),
    toggle(
      'power-notes',
      'power',
      '紙幣部の電源断',
      'Note unit without power',
      () => notesOff,
      () => {
        notesOff = !notesOff;
        if (notesOff) validator.powerOff();
        else validator.powerOn();
      },
    ),
  ];
  if (ports.coins) switches.push(plug('plug-coins', '硬貨部のUSBを抜く', 'Unplug coin unit', ports.coins));
  if (ports.notes) switches.push(plug('plug-notes', '紙幣部のUSBを抜く', 'Unplug note unit', ports.notes));
  return switches;
}

/** Coins and notes of a one-piece unit. */
export function cashOfOnePiece(unit: VirtualOnePieceUnit, unitId: string): BenchCash {
  const at = ONE_PIECE_PLACES;
  const inside = (place: string, ja: string, en: string, role: 'store' | 'way'): BenchPlace => ({
    place,
    label: label(ja, en),
    books: role === 'store' ? (place === at.recycler ? unitId : `${unitId}-cashbox`) : null,
    role,
  });
  const shown: readonly BenchPlace[] = [
    inside(at.recycler, '還流庫', 'recycler', 'store'),
    inside(at.box, '金庫', 'cash box', 'store'),
    inside(at.coinsIn, '硬貨投入路', 'coin path', 'way'),
    inside(at.noteIn, '紙幣搬送路', 'note path', 'way'),
    inside(at.out, '払出し路', 'payout path', 'way'),
    inside(at.stuck, '現金づまり', 'stuck', 'way'),
    ...TRAYS,
    ...PERSONS,
  ];
  return {
    coins_yen: COINS_yen,
    notes_yen: NOTES_yen,
    insertCoin: (denomination_yen, genuine) => unit.insertCoin(denomination_yen, { genuine }),
    insertNote: (denomination_yen, genuine) => unit.insertNote(denomination_yen, { genuine }),
    takeNote: () => unit.takeReturned(),
    takeTray: () => unit.takeFromTray(),
    pressReturnLever: () => unit.pressReturnLever(),
    pieces: () => unit.cash.all(),
    places: () => shown,
    onMove: (listener) => unit.cash.onMove(listener),
  };
}

/** Faults of a one-piece unit. */
export function switchesOfOnePiece(unit: VirtualOnePieceUnit, port?: PtyHost): BenchSwitch[] {
  let off = false;
  let boxOut = false;
  return [
    button('jam-coin', 'coins', '次の硬貨がつまる', 'Next coin sticks', () => unit.jam('coin')),
    button('jam-payout', 'coins', '払出しづまり', 'Payout jam', () => unit.jam('payout')),
    button('jam-note', 'notes', '次の紙幣がつまる', 'Next note sticks', () => unit.jam('note')),
    button('mute', 'coins', '3秒応答なし', 'Silent for 3 s', () => unit.faults.muteFor(3000)),
    button('clear', 'staff', 'つまりを直す', 'Clear jam', () => unit.clearJam()),
    ...COINS_yen.map((value) =>
      button(`fill-${value}`, 'staff', `${value}円を20枚補充`, `Add 20 × ${value} yen`, () => unit.fill(value, 20)),
    ),
    toggle(
      'box',
      'staff',
      '金庫を抜く',
      'Take the cash box',
      () => boxOut,
      () => {
        boxOut = !boxOut;
        unit.cashBox(!boxOut);
      },
    ),
    button('string', 'thief', '糸つき硬貨', 'Coin on a string', () => unit.fraud()),
    toggle(
      'power-cash',
      'power',
      '現金部の電源断',
      'Cash unit without power',
      () => off,
      () => {
        off = !off;
        if (off) unit.powerOff();
        else unit.powerOn();
      },
    ),
    ...(port ? [plug('plug-cash', '現金部のUSBを抜く', 'Unplug cash unit', port)] : []),
  ];
}

function button(id: string, group: BenchSwitch['group'], ja: string, en: string, press: () => void): BenchSwitch {
  return { id, group, label: label(ja, en), press };
}

function toggle(
  id: string,
  group: BenchSwitch['group'],
  ja: string,
  en: string,
  on: () => boolean,
  press: () => void | Promise<void>,
): BenchSwitch {
  return { id, group, label: label(ja, en), on, press };
}

/** A USB plug of a device on a pty. */
export function plug(id: string, ja: string, en: string, port: PtyHost): BenchSwitch {
  return toggle(
    id,
    'power',
    ja,
    en,
    () => !port.plugged,
    () => (port.plugged ? port.unplug() : port.replug()),
  );
}
