/** The bridges to the centre's word on the whole fleet, over days of simulated time. */
import { describe, expect, test } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { createClosedDaysBridge } from '../../src/kiosk/centre/closed-days-bridge.ts';
import { createFingerprintBridge } from '../../src/kiosk/centre/fingerprint-bridge.ts';
import { ServiceClock } from '../../src/kiosk/hours/service-clock.ts';
import { ServiceReasons } from '../../src/kiosk/service-reasons.ts';
import type { KioskServices } from '../../src/kiosk/services.ts';
import { ReferenceCentre } from '../virtual/centre/centre.ts';
import { Fleet } from '../virtual/centre/fleet.ts';
import { cardWorld, KIOSK_ID, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { createInProcessCentre } from '../virtual/centre/inprocess.ts';
import { loadRegisters } from '../virtual/centre/registry.ts';

const HOUR_MS = 3_600_000;
const OURS = { software: 'a'.repeat(64), profile: 'b'.repeat(64), municipalities: 'c'.repeat(64) };
const OTHER = { ...OURS, profile: 'd'.repeat(64) };
const OTHER_SOFTWARE = { ...OURS, software: 'e'.repeat(64) };
const TODAY = { municipalityId: 'susono', day: '2025-04-16', reason: 'maintenance' };

/** Bridges on a simulated clock that begins at 10:00 of the test day. */
function world() {
  const clock = new SimulatedClock();
  const fleet = new Fleet();
  const centre = new ReferenceCentre({
    registers: loadRegisters(),
    cardAuthorities: [cardWorld().authority.certificateDer],
    now_epoch_ms: () => TEST_DAY_EPOCH_MS + clock.now_ms(),
    random: new SeededRandom(1),
  });
  const desk = createInProcessCentre({ centre, clock, kioskId: KIOSK_ID, fleet }).desk();
  const serviceClock = new ServiceClock(clock);
  const reasons = new ServiceReasons(() => undefined);
  const incidents: string[] = [];
  const services = {
    ...{ clock, serviceClock, reasons, log: () => undefined },
    guarded:
      <T>(work: (input: T) => void) =>
      (input: T) =>
        work(input),
    ledger: { incident: (code: string) => incidents.push(code) },
  } as unknown as KioskServices;
  return {
    ...{ clock, fleet, centre, desk, services, incidents, serviceClock },
    reasons: () => reasons.all(),
    /** The centre does not answer this operation any more. */
    silence: (at: 'fingerprint' | 'closedDays') => {
      const taken = centre.faults.takeAnswer.bind(centre.faults);
      centre.faults.takeAnswer = (asked) => (asked === at ? { kind: 'unreachable' } : taken(asked));
      return () => {
        centre.faults.takeAnswer = taken;
      };
    },
    /** Lets time go until so many hours after the midnight with which the test day began. */
    goTo: (hours: number) => clock.advance((hours - 10) * HOUR_MS - clock.now_ms()),
  };
}

function withFingerprint() {
  const made = world();
  const bridge = createFingerprintBridge(made.desk, OURS, made.services);
  made.serviceClock.set(TEST_DAY_EPOCH_MS);
  bridge.start();
  return { ...made, bridge };
}

describe('D9: the fingerprint', () => {
  test('D9: closed until the centre has answered, and told every morning from 5:30 on, once', () => {
    const { reasons, fleet, goTo, clock } = withFingerprint();
    expect(reasons()).toEqual(['fingerprintUnknown']);
    clock.advance(1000);
    expect(reasons()).toEqual([]);
    for (const [hours, times] of [
      [23.9, 1],
      [24 + 5.45, 1],
      [24 + 5.55, 2],
      [48 + 5.45, 2],
      [48 + 6.4, 3],
    ] as const) {
      goTo(hours);
      expect(fleet.reported).toHaveLength(times);
      expect(reasons()).toEqual([]);
    }
  });

  test('D9: the answer of a day holds for that day when the centre is silent, and ends at 6:30', () => {
    const { reasons, goTo, silence, clock } = withFingerprint();
    clock.advance(1000);
    const heal = silence('fingerprint');
    goTo(24 + 6.45);
    expect(reasons()).toEqual([]);
    goTo(24 + 6.55);
    expect(reasons()).toEqual(['fingerprintUnknown']);
    heal();
    clock.advance(2 * 60_000);
    expect(reasons()).toEqual([]);
  });

  test('D9: a set that the fleet does not expect any more closes the service before it opens in the morning', () => {
    const { reasons, fleet, goTo, incidents, clock } = withFingerprint();
    clock.advance(1000);
    fleet.expected = [OTHER];
    goTo(24 + 6.45);
    expect(reasons()).toEqual(['fingerprintDiffers']);
    expect(incidents).toEqual(['fingerprintDiffers']);
    fleet.expected = [OTHER, OURS];
    clock.advance(2 * 60_000);
    expect(reasons()).toEqual([]);
  });

  test('D9: a centre that falls silent after it said no does not open the service by its silence', () => {
    const { reasons, fleet, goTo, silence, clock } = withFingerprint();
    fleet.expected = [OTHER];
    clock.advance(1000);
    silence('fingerprint');
    goTo(72);
    expect(reasons()).toEqual(['fingerprintDiffers']);
  });

  test.each<[string, () => string, string]>([
    ['is another release, which the fleet expects as well', () => OTHER_SOFTWARE.software, OTHER_SOFTWARE.software],
    [
      'cannot be read',
      () => {
        throw new Error('half-way');
      },
      '0'.repeat(64),
    ],
  ])('D9: a program that was exchanged under the running daemon and %s closes the service', (_, softwareNow, told) => {
    const { desk, services, reasons, fleet, incidents, goTo, serviceClock, clock } = world();
    let onDisk = (): string => OURS.software;
    fleet.expected = [OURS, OTHER_SOFTWARE];
    serviceClock.set(TEST_DAY_EPOCH_MS);
    createFingerprintBridge(desk, OURS, services, () => onDisk()).start();
    clock.advance(1000);
    expect(reasons()).toEqual([]);
    onDisk = softwareNow;
    goTo(24 + 6.45);
    expect(reasons()).toEqual(['fingerprintDiffers']);
    expect(incidents).toEqual(['fingerprintDiffers']);
    expect(fleet.reported.at(-1)?.set.software).toBe(told);
    onDisk = () => OURS.software;
    clock.advance(60_000);
    expect(reasons()).toEqual([]);
  });

  test('D9: nothing is asked and nothing closed where the adapter knows no fleet, and after the end', () => {
    const { services, desk, reasons, bridge, fleet, clock } = withFingerprint();
    clock.advance(1000);
    bridge.stop();
    clock.advance(48 * HOUR_MS);
    expect(fleet.reported).toHaveLength(1);
    const without = { ...desk, capabilities: { ...desk.capabilities, fingerprints: false } };
    createFingerprintBridge(without, OURS, services).start();
    clock.advance(HOUR_MS);
    expect(fleet.reported).toHaveLength(1);
    expect(reasons()).toEqual([]);
  });
});

describe('R79, R80: closed days', () => {
  function withClosedDays() {
    const made = world();
    const bridge = createClosedDaysBridge(made.desk, made.services);
    made.serviceClock.set(TEST_DAY_EPOCH_MS);
    bridge.start();
    return { ...made, bridge };
  }

  test('R79: a day that is closed or opened again at the centre is known within the hour', () => {
    const { bridge, fleet, clock } = withClosedDays();
    clock.advance(1000);
    expect(bridge.closedToday()).toEqual([]);
    fleet.close(TODAY);
    clock.advance(HOUR_MS);
    expect(bridge.closedToday()).toEqual(['susono']);
    expect(bridge.days()).toEqual([TODAY]);
    fleet.close();
    clock.advance(HOUR_MS);
    expect(bridge.closedToday()).toEqual([]);
  });

  test('R79: a closed day ends at midnight in Tokyo', () => {
    const { bridge, fleet, goTo } = withClosedDays();
    fleet.close(TODAY);
    goTo(23.99);
    expect(bridge.closedToday()).toEqual(['susono']);
    goTo(24.01);
    expect(bridge.closedToday()).toEqual([]);
  });

  test('R79: without any list nothing is sold; with one, a silent centre leaves it in force for a day', () => {
    const { reasons, silence, clock, fleet, bridge } = withClosedDays();
    expect(reasons()).toEqual(['centreTime']);
    fleet.close(TODAY);
    clock.advance(1000);
    expect(reasons()).toEqual([]);
    const heal = silence('closedDays');
    clock.advance(12 * HOUR_MS);
    expect([reasons(), bridge.days()]).toEqual([[], [TODAY]]);
    clock.advance(13 * HOUR_MS);
    expect(reasons()).toEqual(['centreUnreachable']);
    heal();
    clock.advance(60_000);
    expect(reasons()).toEqual([]);
  });

  test('R79: an older list than the known one opens nothing', () => {
    const { bridge, fleet, clock } = withClosedDays();
    fleet.close(TODAY);
    clock.advance(1000);
    fleet.closedDays = [];
    fleet.version = 1;
    clock.advance(HOUR_MS);
    expect(bridge.closedToday()).toEqual(['susono']);
  });

  test('R79: a centre that sends older lists only is as good as silent: after a day nothing is sold', () => {
    const { fleet, clock, reasons } = withClosedDays();
    fleet.close(TODAY);
    clock.advance(1000);
    fleet.version = 0;
    clock.advance(23 * HOUR_MS);
    expect(reasons()).toEqual([]);
    clock.advance(2 * HOUR_MS);
    expect(reasons()).toEqual(['centreReply']);
  });
});
