/** Lamps, sensors and the reminder's clock, joined as in a kiosk, with the devices' facts told by hand. */
import { describe, expect, test } from 'vitest';
import type { CodeName } from '../../src/base/codes.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { createIndicatorBridge } from '../../src/kiosk/attention/indicator-bridge.ts';
import { createLeftWatch } from '../../src/kiosk/attention/left-watch.ts';
import { createReminderBridge } from '../../src/kiosk/attention/reminder-bridge.ts';
import { ServiceReasons } from '../../src/kiosk/service-reasons.ts';
import type { Reminder, ReminderLevel } from '../../src/reminder/contract.ts';
import type { IndicatorsCommand, IndicatorsFact } from '../../drivers/indicators.ts';
import type { SessionEvent, SessionPicture } from '../../fsm/events.ts';
import { atPictures } from './kiosk-attention-pictures.ts';

function stage() {
  const sent: SessionEvent[] = [];
  const commands: IndicatorsCommand[] = [];
  let reasons: readonly CodeName[] = [];
  let listed: string[] = [];
  let tell: (fact: IndicatorsFact) => void = () => {};
  const services = {
    send: (event: SessionEvent) => void sent.push(event),
    guarded:
      <T>(work: (input: T) => void) =>
      (input: T) =>
        work(input),
    reasons: new ServiceReasons((all) => (reasons = all)),
    ledger: {
      unseenIncidents: () =>
        listed.map((detail, at) => ({ sequence: at + 1, code: 'itemsLeft', detail, at_ms: 0, seen: false })),
    },
  };
  const left = createLeftWatch(services as unknown as Parameters<typeof createLeftWatch>[0]);
  const device = {
    command: (command: IndicatorsCommand) => void commands.push(command),
    onFact: (listener: (fact: IndicatorsFact) => void) => void (tell = listener),
    close: () => {},
  };
  const lights = createIndicatorBridge([device], left, services);
  return {
    lights,
    left,
    sent,
    taken: () => commands.splice(0),
    tell: (fact: IndicatorsFact) => tell(fact),
    reasons: () => reasons,
    list: (...details: string[]) => {
      listed = details;
      left.check();
      lights.refresh();
    },
  };
}

const BOARD: IndicatorsFact = {
  type: 'equipped',
  lamps: ['cardReader', 'cashSlot', 'paperExit', 'changeTray'],
  sensors: ['paperExit', 'changeTray'],
  tower: true,
};

describe('lamps', () => {
  test('R103: a board that comes late is told everything, and after that only what changes', () => {
    const { lights, tell, taken } = stage();
    lights.onPicture(atPictures.screen('setCard'));
    expect(taken()).toEqual([]);
    tell(BOARD);
    expect(taken()).toContainEqual({ type: 'light', place: 'cardReader', pattern: 'blink' });
    lights.onPicture(atPictures.screen('setCard'));
    expect(taken()).toEqual([]);
    lights.onPicture(atPictures.screen('readingCard'));
    expect(taken()).toEqual([{ type: 'light', place: 'cardReader', pattern: 'on' }]);
  });

  test('R13: what is left has the lamp of its place; a receipt that has no exit of its own has that of the paper', () => {
    const { lights, tell, taken } = stage();
    tell(BOARD);
    lights.onPicture(atPictures.left(['receipt', 'change']));
    expect(taken()).toEqual(
      expect.arrayContaining([
        { type: 'light', place: 'paperExit', pattern: 'blink' },
        { type: 'light', place: 'changeTray', pattern: 'blink' },
      ]),
    );
    lights.onPicture(atPictures.left([]));
    expect(taken()).toEqual([
      { type: 'light', place: 'paperExit', pattern: 'off' },
      { type: 'light', place: 'changeTray', pattern: 'off' },
    ]);
  });

  test('a board that is plugged in again is told everything anew, and all is dark when the kiosk stops', () => {
    const { lights, tell, taken } = stage();
    tell(BOARD);
    lights.onPicture(atPictures.screen('setCard'));
    taken();
    tell(BOARD);
    expect(taken()).toHaveLength(5);
    lights.stop();
    expect(taken().filter((command) => command.type === 'light' && command.pattern === 'off')).toHaveLength(4);
  });

  test('a missing board closes nothing and is told with its code', () => {
    const { lights, tell, reasons } = stage();
    tell({
      type: 'status',
      availability: 'offline',
      reasons: [{ code: 'deviceStarting', detail: 'board' }],
    });
    expect(lights.devices()).toMatchObject([{ id: 'indicators', availability: 'offline' }]);
    expect(reasons()).toEqual([]);
  });
});

describe('what was left behind', () => {
  test('R103: while a sensor sees it and staff have not ticked it off, nobody else is served', () => {
    const { tell, list, reasons, sent } = stage();
    tell({ type: 'presence', place: 'paperExit', present: true });
    expect(sent).toEqual([{ type: 'sensor.presence', item: 'certificate', present: true }]);
    expect(reasons()).toEqual([]);
    list('certificate change');
    expect(reasons()).toEqual(['itemsLeft']);
    tell({ type: 'presence', place: 'paperExit', present: false });
    expect(reasons()).toEqual([]);
    tell({ type: 'presence', place: 'changeTray', present: true });
    expect(reasons()).toEqual(['itemsLeft']);
    list();
    expect(reasons()).toEqual([]);
  });

  test('without a sensor the list alone calls staff: the tower says left, the service stays open', () => {
    const { tell, list, lights, taken, reasons } = stage();
    tell(BOARD);
    lights.onPicture(atPictures.screen('idle'));
    taken();
    list('card');
    expect(taken()).toEqual([{ type: 'tower', state: 'left' }]);
    expect(reasons()).toEqual([]);
  });
});

describe('the reminder’s clock', () => {
  function running(items: SessionPicture['items'][number]['item'][]) {
    const clock = new SimulatedClock();
    const said: (readonly string[])[] = [];
    const levels: ReminderLevel[] = [];
    const screen = {
      setReminder: (reminder: Reminder | null) =>
        void said.push(reminder?.phrases.map(({ utteranceId }) => utteranceId) ?? ['stop']),
    };
    const bridge = createReminderBridge(screen, (level) => void levels.push(level), { clock });
    bridge.start(items);
    return { clock, bridge, levels, said: () => said.splice(0) };
  }

  test('R103: a thing that is seen to be gone falls silent at once, the others are said on', () => {
    const { clock, bridge, said } = running(['card', 'certificate']);
    expect(said()).toEqual([['speak.takeCardReminder', 'speak.takeCertificateReminder']]);
    clock.advance(1_000);
    bridge.onItems([
      { item: 'card', gone: true },
      { item: 'certificate', gone: false },
    ]);
    expect(said()).toEqual([['speak.takeCertificateReminder']]);
    bridge.onItems([
      { item: 'card', gone: true },
      { item: 'certificate', gone: false },
    ]);
    expect(said()).toEqual([]);
    bridge.onItems([
      { item: 'card', gone: true },
      { item: 'certificate', gone: true },
    ]);
    expect(said()).toEqual([['speak.confirmReminder']]);
  });

  test('R13: it goes on and grows more urgent until it is stopped, and asking again does not make it friendly anew', () => {
    const { clock, bridge, levels, said } = running(['card']);
    clock.advance(50_000);
    expect(levels.at(-1)).toBe(3);
    bridge.start(['card']);
    expect(levels.at(-1)).toBe(3);
    said();
    clock.advance(60_000);
    expect(said().length).toBeGreaterThan(5);
    bridge.stop();
    expect(said()).toEqual([['stop']]);
    clock.advance(600_000);
    expect(said()).toEqual([]);
    expect(levels.at(-1)).toBe(0);
  });
});
