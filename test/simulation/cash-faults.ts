/** Bad luck of the cash devices: their lines, their power, their mechanics, and people who mean no good. */
import type { Random } from '../../src/base/random.ts';
import type { VirtualHopper } from '../virtual/cctalk/hopper.ts';
import { COINS_PORT, NOTES_PORT, UNIT_PORT } from './hardware.ts';
import { back, once, type CashFaultKind, type Fate, type WalkAct } from './luck.ts';
import type { Struck } from './step-checks.ts';
import type { World } from './world.ts';

interface CashAct extends WalkAct {
  /** The device that it strikes; null: what happens is no fault of a device, so nothing may come into doubt by it. */
  readonly strikes: Struck | null;
}

type Maker = (world: World, random: Random, fate: Fate) => readonly CashAct[];

/** A hopper that is cut off twice in one payout: so long is it without power, and so long in between. */
const CUT_MS = 120;
const BETWEEN_CUTS_MS = 500;
/** The acceptor keeps five events; so many in a row are lost in part. */
const BURST_EVENTS = 7;
const HANDFUL = 4;
/** So long a stall of the line keeps what the host asks: shorter and longer than the host waits for an answer. */
const HELD_MS = [150, 350, 900];
/** Statuses of ID-003 that come and go: PAUSE, COMMUNICATION ERROR, STACKER FULL, and one that nobody knows. */
const ODD_STATUSES = [0x47, 0x4a, 0x43, 0x5e];
/** Failures of ID-003: stack motor, transport motor, box not ready. */
const FAILURES = [0xa2, 0xa6, 0xab];

const by = (strikes: Struck | null, act: WalkAct): CashAct => ({ ...act, strikes });

function offAndOn(device: { powerOff(): void; powerOn(): void }): void {
  device.powerOff();
  device.powerOn();
}

function cutTwice(world: World, hopper: VirtualHopper): void {
  for (let cut = 0; cut < 2; cut += 1) {
    hopper.powerOff();
    world.clock.advance(CUT_MS);
    hopper.powerOn();
    if (cut === 0) world.clock.advance(BETWEEN_CUTS_MS);
  }
}

/** Those that pay now, if any: there bad luck is most instructive. */
function someHopper(hoppers: readonly VirtualHopper[], random: Random): VirtualHopper {
  const paying = hoppers.filter((hopper) => hopper.paying);
  const among = paying.length > 0 && random.integer(4) > 0 ? paying : hoppers;
  return among[random.integer(among.length)]!;
}

const plug: Maker = ({ lines, hardware: { unit } }) =>
  (unit ? [UNIT_PORT] : [COINS_PORT, NOTES_PORT]).map((port) =>
    by(
      unit ? 'unit' : port === COINS_PORT ? 'coins' : 'notes',
      lines.isPlugged(port)
        ? once(`unplug ${port}`, () => lines.unplug(port))
        : back(`plug ${port}`, () => lines.plug(port)),
    ),
  );

const power: Maker = ({ hardware: { acceptor, bus, unit, validator } }) =>
  unit
    ? [
        by(
          'unit',
          once('changer off and on', () => offAndOn(unit)),
        ),
        by(
          'unit',
          once('changer off', () => unit.powerOff()),
        ),
        by(
          'unit',
          back('changer on', () => unit.powerOn()),
        ),
      ]
    : [
        by(
          'coins',
          once('coin unit off and on', () => offAndOn(bus)),
        ),
        by(
          'coins',
          once('the acceptor resets itself', () => offAndOn(acceptor)),
        ),
        by(
          'coins',
          once('coin unit off', () => bus.powerOff()),
        ),
        by(
          'coins',
          back('coin unit on', () => bus.powerOn()),
        ),
        by(
          'notes',
          once('note unit off and on', () => offAndOn(validator)),
        ),
        by(
          'notes',
          once('note unit off', () => validator.powerOff()),
        ),
        by(
          'notes',
          back('note unit on', () => validator.powerOn()),
        ),
      ];

const hopperPower: Maker = (world, random) => {
  const { hoppers, unit } = world.hardware;
  if (unit) return power(world, random, NO_FATE);
  const hopper = someHopper(hoppers, random);
  return [
    by(
      'coins',
      once(`${hopper.place} off and on`, () => offAndOn(hopper)),
    ),
    by(
      'coins',
      once(`${hopper.place} cut off twice`, () => cutTwice(world, hopper)),
    ),
    hopper.powered
      ? by(
          'coins',
          once(`${hopper.place} off`, () => hopper.powerOff()),
        )
      : by(
          'coins',
          back(`${hopper.place} on`, () => hopper.powerOn()),
        ),
  ];
};

const noise: Maker = ({ hardware: { bus, unit, validator }, lines }, random) => {
  const [name, { faults }, device, port] = unit
    ? (['changer', unit, 'unit', UNIT_PORT] as const)
    : random.integer(2) === 0
      ? (['coin unit', bus, 'coins', COINS_PORT] as const)
      : (['note unit', validator, 'notes', NOTES_PORT] as const);
  return [
    ...HELD_MS.map((span_ms) =>
      by(
        device,
        once(`${name}: requests are ${span_ms} ms late`, () => lines.holdRequests(port, span_ms)),
      ),
    ),
    by(
      device,
      once(`${name}: damage an answer`, () => faults.corruptNextFrame()),
    ),
    by(
      device,
      once(`${name}: lose an answer`, () => faults.dropNextFrame()),
    ),
    by(
      device,
      once(`${name}: lose a request`, () => faults.dropNextRequest()),
    ),
    by(
      device,
      once(`${name}: an answer twice`, () => faults.duplicateNextFrame()),
    ),
    by(
      device,
      once(`${name}: a late answer`, () => faults.delayNextFrame(700)),
    ),
    by(
      device,
      once(`${name}: three silent seconds`, () => faults.muteFor(3000)),
    ),
  ];
};

const jam: Maker = ({ hardware: { acceptor, hoppers, unit, validator } }, random) => {
  if (unit) {
    const where = (['coin', 'note', 'payout'] as const)[random.integer(3)]!;
    return [
      by(
        'unit',
        once(`changer jams: ${where}`, () => unit.jam(where)),
      ),
      by(
        'unit',
        back('clear the changer', () => unit.clearJam()),
      ),
    ];
  }
  const hopper = someHopper(hoppers, random);
  return [
    by(
      'coins',
      once('the next coin sticks', () => acceptor.jam()),
    ),
    by(
      'coins',
      back('clear the coin jam', () => acceptor.clearJam()),
    ),
    by(
      'coins',
      once(`${hopper.place} jams`, () => hopper.jam()),
    ),
    by(
      'coins',
      back(`clear ${hopper.place}`, () => hopper.clearJam()),
    ),
    by(
      'notes',
      once('the next note sticks', () => validator.jam('acceptor')),
    ),
    by(
      'notes',
      once('the next note sticks at the box', () => validator.jam('stacker')),
    ),
    by(
      'notes',
      back('clear the note jam', () => validator.clearJam()),
    ),
  ];
};

const hopper: Maker = (world, random, fate) => {
  const { hoppers, unit } = world.hardware;
  if (unit) return jam(world, random, fate);
  const one = someHopper(hoppers, random);
  return [
    by(
      'coins',
      once(`${one.place} jams`, () => one.jam()),
    ),
    by(
      'coins',
      back(`clear ${one.place}`, () => one.clearJam()),
    ),
    by(
      'coins',
      once(`coins wedge in ${one.place}`, () => one.bridge(true)),
    ),
    by(
      'coins',
      back(`shake ${one.place}`, () => one.bridge(false)),
    ),
    by(
      'coins',
      once(`the exit of ${one.place} is covered`, () => one.blockSensor(true)),
    ),
    by(
      'coins',
      back(`the exit of ${one.place} is free`, () => one.blockSensor(false)),
    ),
    ...(one.paying && one.pieces > 0
      ? [
          by(
            'coins',
            once(`a coin too many falls from ${one.place}`, () => {
              fate.lets(one.place, one.denomination_yen);
              one.letOneFall();
            }),
          ),
        ]
      : []),
  ];
};

const fraud: Maker = ({ hardware: { acceptor, unit, validator } }) =>
  unit
    ? [
        by(
          null,
          once('a coin on a string', () => unit.fraud()),
        ),
      ]
    : [
        by(
          null,
          once('a coin on a string', () => acceptor.fraud('string')),
        ),
        by(
          null,
          once('a coin goes backwards', () => acceptor.fraud('backwards')),
        ),
        by(
          'notes',
          once('a thief pulls the note', () => validator.pullNote()),
        ),
      ];

const burst: Maker = ({ hardware: { acceptor, unit } }) => {
  const slot = unit ?? acceptor;
  return [
    ...[10, 100, 500].map((yen) =>
      by(
        // The unit keeps few events, of refused coins too: what a stopped kiosk did not read may be lost.
        unit ? 'unit' : null,
        once(`a handful of ${yen} yen coins`, () => {
          for (let coin = 0; coin < HANDFUL; coin += 1) slot.insertCoin(yen);
        }),
      ),
    ),
    by(
      unit ? 'unit' : 'coins',
      once('many events at once', () => {
        for (let event = 0; event < BURST_EVENTS; event += 1) slot.fraud();
      }),
    ),
  ];
};

const stacker: Maker = (world, random, fate) => {
  const { unit, validator } = world.hardware;
  if (unit) return jam(world, random, fate);
  const odd = ODD_STATUSES[random.integer(ODD_STATUSES.length)]!;
  const failure = FAILURES[random.integer(FAILURES.length)]!;
  return [
    by(
      'notes',
      once('the note box is taken out', () => validator.openStacker()),
    ),
    by(
      'notes',
      back('the note box is put back', () => validator.closeStacker()),
    ),
    by(
      'notes',
      once(`note unit: status ${odd.toString(16)} once`, () => validator.answerOnce(odd)),
    ),
    by(
      'notes',
      once(`note unit: failure ${failure.toString(16)}`, () => validator.fail(failure)),
    ),
    by(
      'notes',
      back('note unit repaired', () => validator.fail(null)),
    ),
  ];
};

const NO_FATE: Fate = {
  dieIn: () => undefined,
  commitsTake: () => undefined,
  fillDisk: () => undefined,
  diskIsFull: () => false,
  struck: () => undefined,
  lets: () => undefined,
};

const MAKERS: Readonly<Record<CashFaultKind, Maker>> = {
  plug,
  power,
  hopperPower,
  noise,
  jam,
  hopper,
  fraud,
  burst,
  stacker,
};

export function cashActs(kind: CashFaultKind, world: World, random: Random, fate: Fate): readonly WalkAct[] {
  return MAKERS[kind](world, random, fate).map(({ strikes, ...act }) => ({
    ...act,
    run: () => {
      if (strikes !== null) fate.struck(strikes);
      act.run();
    },
  }));
}
