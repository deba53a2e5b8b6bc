/** What can go wrong in the room of a walk, and how it is put right again. */
import type { Random } from '../../src/base/random.ts';
import type { CentreOperation } from '../virtual/centre/faults.ts';
import { COINS_PORT, NOTES_PORT, UNIT_PORT } from './hardware.ts';
import type { World } from './world.ts';

/** Something that could happen now, and how often it should be chosen. */
export interface WalkAct {
  readonly name: string;
  readonly weight: number;
  /** Which kind of bad luck it is, if it is one. */
  readonly kind?: FaultKind;
  readonly run: () => void;
}

const KINDS = ['kill', 'cell', 'paper', 'printerPower', 'plug', 'power', 'noise', 'jam', 'centre', 'cut'] as const;
/** A walk has a few kinds of bad luck, so that each can be studied alone. */
export type FaultKind = (typeof KINDS)[number];

export function faultsOf(random: Random): readonly FaultKind[] {
  const among = random.integer(4);
  return [...new Set(Array.from({ length: among }, () => KINDS[random.integer(KINDS.length)]!))];
}

const CENTRE_CALLS: readonly CentreOperation[] = ['present', 'authenticate', 'apply', 'commit', 'time'];
/** What was broken is put right this much more often than it breaks, so that walks go on. */
const BACK = 15;
const once = (name: string, run: () => void): WalkAct => ({ name, weight: 1, run });
const back = (name: string, run: () => void): WalkAct => ({ name, weight: BACK, run });

/** What bad luck needs of the walk: a death in the middle of things. */
export interface Fate {
  /** The kiosk dies at the `moments`-th moment from now that lies right before or after a commit. */
  dieIn(moments: number): void;
}

type Maker = (world: World, random: Random, fate: Fate) => readonly WalkAct[];

/** The kiosk dies at one of its next so many moments before or after a commit. */
const CUT_MOMENTS = 12;

const MAKERS: Readonly<Record<FaultKind, Maker>> = {
  kill: (world) =>
    world.alive() ? [once('kill the kiosk', () => world.kill())] : [back('start the kiosk', () => world.start())],
  cut: (world, random, fate) => {
    const moments = 1 + random.integer(CUT_MOMENTS);
    return world.alive()
      ? [once(`the kiosk dies at moment ${moments} of its commits`, () => fate.dieIn(moments))]
      : [back('start the kiosk', () => world.start())];
  },
  cell: (world) => (world.alive() ? [once('the cell crashes', () => world.cells().crash('walk'))] : []),
  paper: ({ hardware: { printer } }) => [
    ...(printer.engine.paperInTray > 0
      ? [once('paper runs out', () => (printer.engine.paperInTray = 0))]
      : [back('load paper', () => printer.loadPaper(500))]),
    ...(printer.engine.jammed
      ? [back('clear the paper jam', () => printer.clearJam())]
      : [once('the next sheet jams', () => printer.setFaults({ jamNextSheet: true }))]),
    ...(printer.faults.doorOpen
      ? [back('close the door', () => printer.setFaults({ doorOpen: false }))]
      : [once('open the door', () => printer.setFaults({ doorOpen: true }))]),
  ],
  printerPower: ({ hardware: { printer } }) => [
    printer.isOn
      ? once('printer off', () => printer.powerOff())
      : back('printer on', () => {
          printer.powerOn();
          printer.clearJam();
        }),
  ],
  plug: ({ lines, hardware: { unit } }) =>
    (unit ? [UNIT_PORT] : [COINS_PORT, NOTES_PORT]).flatMap((port) => [
      lines.isPlugged(port)
        ? once(`unplug ${port}`, () => lines.unplug(port))
        : back(`plug ${port}`, () => lines.plug(port)),
    ]),
  power: ({ hardware: { bus, unit, validator } }) =>
    unit
      ? [
          once('changer off and on', () => {
            unit.powerOff();
            unit.powerOn();
          }),
          once('changer off', () => unit.powerOff()),
          back('changer on', () => unit.powerOn()),
        ]
      : [
          once('coin unit off and on', () => {
            bus.powerOff();
            bus.powerOn();
          }),
          once('coin unit off', () => bus.powerOff()),
          back('coin unit on', () => bus.powerOn()),
          once('note unit off', () => validator.powerOff()),
          back('note unit on', () => validator.powerOn()),
        ],
  noise: ({ hardware: { bus, unit, validator } }, random) => {
    const [name, { faults }] = unit
      ? ['changer', unit]
      : random.integer(2) === 0
        ? ['coin unit', bus]
        : ['note unit', validator];
    return [
      once(`${name}: damage an answer`, () => faults.corruptNextFrame()),
      once(`${name}: lose an answer`, () => faults.dropNextFrame()),
      once(`${name}: lose a request`, () => faults.dropNextRequest()),
      once(`${name}: a late answer`, () => faults.delayNextFrame(700)),
      once(`${name}: three silent seconds`, () => faults.muteFor(3000)),
    ];
  },
  jam: ({ hardware: { acceptor, hoppers, unit, validator } }, random) => {
    if (unit) {
      const where = (['coin', 'note', 'payout'] as const)[random.integer(3)]!;
      return [once(`changer jams: ${where}`, () => unit.jam(where)), back('clear the changer', () => unit.clearJam())];
    }
    const hopper = hoppers[random.integer(hoppers.length)]!;
    return [
      once('the next coin sticks', () => acceptor.jam()),
      back('clear the coin jam', () => acceptor.clearJam()),
      once(`${hopper.place} jams`, () => hopper.jam()),
      back(`clear ${hopper.place}`, () => hopper.clearJam()),
      once('the next note sticks', () => validator.jam('acceptor')),
      once('the next note sticks at the box', () => validator.jam('stacker')),
      back('clear the note jam', () => validator.clearJam()),
    ];
  },
  centre: ({ centre }, random) => {
    const at = CENTRE_CALLS[random.integer(CENTRE_CALLS.length)]!;
    return [
      once(`centre silent at ${at}`, () => centre.faults.arm({ at, answer: { kind: 'silent' } })),
      once(`centre unreachable at ${at}`, () => centre.faults.arm({ at, answer: { kind: 'unreachable' } })),
      once(`centre garbled at ${at}`, () => centre.faults.arm({ at, answer: { kind: 'garbled' } })),
      once('centre sends a changed page', () => centre.faults.arm({ at: 'apply', document: 'changedPage' })),
    ];
  },
};

/** @param weight of each misfortune among the acts */
export function faultActs(
  world: World,
  random: Random,
  fate: Fate,
  kinds: readonly FaultKind[],
  weight: number,
): readonly WalkAct[] {
  return kinds
    .flatMap((kind) => MAKERS[kind](world, random, fate).map((one) => ({ ...one, kind })))
    .map((one) => ({ ...one, weight: one.weight === BACK ? Math.max(BACK, weight / 2) : weight }));
}

/** Staff have been there: everything works again. */
export function repair(world: World): void {
  const { acceptor, bus, hoppers, printer, reader, unit, validator } = world.hardware;
  for (const port of [COINS_PORT, NOTES_PORT, UNIT_PORT]) world.lines.plug(port);
  bus.powerOn();
  validator.powerOn();
  unit?.powerOn();
  unit?.clearJam();
  acceptor.clearJam();
  validator.clearJam();
  for (const hopper of hoppers) hopper.clearJam();
  printer.setFaults({ doorOpen: false, jamNextSheet: false });
  printer.powerOn();
  printer.loadPaper(500);
  printer.clearJam();
  reader.remove();
  lookAtDocuments(world);
  if (!world.alive()) world.start();
}

/** Documents that did not pass the check close the kiosk until a person has looked and starts it anew (D8). */
export function lookAtDocuments(world: World): void {
  if (!world.alive()) return;
  const { reasons } = world.kiosk().picture();
  if (!reasons.some((code) => code.startsWith('document'))) return;
  world.kill();
  world.start();
}
