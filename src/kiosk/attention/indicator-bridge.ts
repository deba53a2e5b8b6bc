import { CODES } from '../../base/codes.ts';
import type { Lights, LightScene, ReminderLevel } from '../../reminder/contract.ts';
import { lightsOf, PLACE_OF } from '../../reminder/lights.ts';
import type { Device } from '../../../drivers/device.ts';
import type { IndicatorsCommand, IndicatorsFact, Place } from '../../../drivers/indicators.ts';
import type { ReminderItem, SessionPicture } from '../../../fsm/events.ts';
import type { DeviceStatus } from '../contract.ts';
import type { LeftWatch } from './left-watch.ts';
import type { KioskServices } from '../services.ts';

/** A device of lamps as a technician tests it. */
export interface BenchLights {
  readonly id: string;
  readonly availability: DeviceStatus['availability'];
  readonly lamps: readonly Place[];
  readonly tower: boolean;
}

/** Lamps in a technician's hand. */
export interface LightsBench {
  list(): readonly BenchLights[];
  /** From now on the screen lights nothing; everything is dark. */
  hold(): void;
  show(id: string, what: Extract<IndicatorsCommand, { type: 'light' | 'tower' }>): void;
  /** Back to what the screen wants. */
  release(): void;
}

/** Lamps, status tower and sensors ↔ chart. Every lamp says what screen and voice say, too: without them nothing is lost. */
export interface IndicatorBridge {
  onPicture(picture: SessionPicture): void;
  /** How urgent the reminder is; 0 while none runs. */
  onLevel(level: ReminderLevel): void;
  /** The staff's list of left things changed. */
  refresh(): void;
  readonly bench: LightsBench;
  /** What each device says of itself. A device that is missing closes nothing: its words are on the screen. */
  devices(): readonly DeviceStatus[];
  /** Everything dark: the kiosk stops. */
  stop(): void;
}

/** What each kind of lamp device was told last, so that only changes travel. */
interface Told {
  status: DeviceStatus;
  readonly device: Device<IndicatorsCommand, IndicatorsFact>;
  equipped: Extract<IndicatorsFact, { type: 'equipped' }> | null;
  lights: Lights | null;
}

const ITEM_AT = new Map<Place, ReminderItem>(
  (Object.entries(PLACE_OF) as [ReminderItem, Place][]).map(([item, place]) => [place, item]),
);

/** Screens that ask for what lies there. */
const ASKS: readonly SessionPicture['screen'][] = ['takeItems', 'takeCard'];

/** A person of the store is wanted: paper, a unit, a key; not for hours, closed days or the line to the centre. */
function needsStaff({ trouble, reasons }: SessionPicture): boolean {
  return trouble !== null || reasons.some((code) => CODES[code].action === 'maintenance');
}

/** Where receipts come out with the certificates, the lamp of that exit speaks for both. */
function withReceipts(lights: Lights, hasReceiptExit: boolean): Lights {
  if (hasReceiptExit || lights.lamps.receiptExit === 'off') return lights;
  return { ...lights, lamps: { ...lights.lamps, paperExit: lights.lamps.receiptExit } };
}

/** Joins indicator devices to the picture of the session. The card's presence is the reader's word, not a sensor's. */
export function createIndicatorBridge(
  devices: readonly Device<IndicatorsCommand, IndicatorsFact>[],
  left: LeftWatch,
  { send, guarded }: Pick<KioskServices, 'send' | 'guarded'>,
): IndicatorBridge {
  const told: Told[] = devices.map((device, at) => ({
    device,
    equipped: null,
    lights: null,
    status: {
      id: device.id ?? (at === 0 ? 'indicators' : `indicators.${at + 1}`),
      deviceClass: 'indicators',
      availability: 'starting',
      reasons: [],
      identity: null,
    },
  }));
  let picture: SessionPicture | null = null;
  let level: ReminderLevel = 0;
  let isHeld = false;

  function scene(now: SessionPicture): LightScene {
    return {
      screen: now.screen,
      left: ASKS.includes(now.screen) ? now.items.filter(({ gone }) => !gone).map(({ item }) => item) : [],
      level,
      leftBehind: left.hasLeft(),
      moneyNeeded: !now.totals.enough,
      moneyComing: now.totals.owed_yen > 0,
      staffNeeded: needsStaff(now),
    };
  }

  function hasReceiptExit(): boolean {
    return told.some(({ equipped }) => equipped?.lamps.includes('receiptExit') === true);
  }

  function show(one: Told, lights: Lights): void {
    if (one.equipped === null) return;
    const { lamps, tower } = one.equipped;
    for (const place of lamps) {
      const pattern = lights.lamps[place];
      if (one.lights?.lamps[place] !== pattern) one.device.command({ type: 'light', place, pattern });
    }
    if (tower && one.lights?.tower !== lights.tower) one.device.command({ type: 'tower', state: lights.tower });
    one.lights = lights;
  }

  function refresh(): void {
    if (picture === null || isHeld) return;
    const lights = withReceipts(lightsOf(scene(picture)), hasReceiptExit());
    for (const one of told) show(one, lights);
  }

  function onFact(one: Told, fact: IndicatorsFact): void {
    if (fact.type === 'status') {
      const { availability, reasons } = fact;
      one.status = { ...one.status, availability, reasons };
    } else if (fact.type === 'identified') {
      const { maker, product, serial, firmware } = fact;
      one.status = { ...one.status, identity: { maker, product, serial, firmware } };
    } else if (fact.type === 'equipped') {
      // Told at each new start of the device: what burnt before it is dark now.
      one.equipped = fact;
      one.lights = null;
      refresh();
    } else if (fact.type === 'presence') {
      const item = ITEM_AT.get(fact.place);
      if (item === undefined) return;
      left.onPresence(item, fact.present);
      send({ type: 'sensor.presence', item, present: fact.present });
    }
  }

  for (const one of told) one.device.onFact(guarded((fact) => onFact(one, fact)));

  function dark(state: 'closed' | 'off'): void {
    for (const { device, equipped } of told) {
      for (const place of equipped?.lamps ?? []) device.command({ type: 'light', place, pattern: 'off' });
      if (equipped?.tower === true) device.command({ type: 'tower', state });
    }
  }

  const bench: LightsBench = {
    list: () =>
      told.map(({ status: { id, availability }, equipped }) => ({
        ...{ id, availability },
        lamps: equipped?.lamps ?? [],
        tower: equipped?.tower ?? false,
      })),
    hold: () => {
      isHeld = true;
      dark('off');
    },
    show: (id, what) => told.find(({ status }) => status.id === id)?.device.command(what),
    release: () => {
      isHeld = false;
      for (const one of told) one.lights = null;
      refresh();
    },
  };

  return {
    bench,
    onPicture: (next) => {
      picture = next;
      refresh();
    },
    onLevel: (next) => {
      level = next;
      refresh();
    },
    refresh,
    devices: () => told.map(({ status }) => status),
    stop: () => dark('closed'),
  };
}
