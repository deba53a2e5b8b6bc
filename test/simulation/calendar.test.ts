/** The calendar before a whole kiosk (R77–R82): the turn of the year hour by hour, closing times, stores and services with dates. */
import { describe, expect, test } from 'vitest';
import { words } from '../../src/words/words.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { createCalendarWorld, settled, textOf, tokyo, type CalendarWorld } from './calendar-world.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk, type SaleOptions } from './citizen.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const SUSONO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'inkan' };
const MIHON: SaleOptions = { subjectCn: CN.mihonIchiko, typeId: 'juminhyo', persons: [1] };

function sell(world: World, sale: SaleOptions, pieces: readonly number[]): void {
  authenticateAtKiosk(world, sale);
  requestAtKiosk(world, sale);
  payAtKiosk(world, pieces);
  printAndLeave(world);
}

/** From the idle screen until the card was read and refused. */
function refusedAtCard(world: World, subjectCn: string): void {
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  const card = world.card(subjectCn);
  world.hardware.reader.insert(card);
  world.until(() => world.view().screen === 'refusal');
  expect(card.verifyCount).toBe(0);
}

function leave(world: World): void {
  world.hardware.reader.remove();
  world.clock.advance(1_000);
  world.press({ type: 'citizen.acknowledge' });
  world.until(() => ['takeItems', 'idle', 'outOfService'].includes(world.view().screen));
  if (world.view().screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
  world.until(() => ['idle', 'outOfService'].includes(world.view().screen));
}

/** Fees that were set aside for municipalities, by the raw rows, yen. */
function fees(world: World): number {
  return Number(
    world.database
      .prepare("SELECT COALESCE(SUM(amount_yen), 0) FROM transfer WHERE credit GLOB 'fees:*'")
      .pluck()
      .get(),
  );
}

/** The hours of 28 December 22:30 to 4 January 7:00, in steps of an hour. */
function hoursOfTheTurn(): readonly string[] {
  const moments: string[] = [];
  for (let at_ms = tokyo('2025-12-28T22:30'); at_ms <= tokyo('2026-01-04T07:00'); at_ms += HOUR_MS) {
    moments.push(new Date(at_ms + 9 * HOUR_MS).toISOString().slice(0, 16));
  }
  return moments;
}

describe('the turn of the year', () => {
  test('R77, R78: hour by hour from 28 December to 4 January, somebody tries: served inside, told when to come back outside', () => {
    const moments = hoursOfTheTurn();
    const calendar = createCalendarWorld(moments[0] ?? '');
    const { world, goTo } = calendar;
    const served: string[] = [];
    for (const moment of moments) {
      if (moment !== moments[0]) goTo(moment);
      if (settled(world) === 'open') {
        served.push(moment);
        sell(world, SUSONO, [100, 100, 100]);
        continue;
      }
      const text = textOf(world.view());
      expect(text, moment).toContain(
        moment < '2026-01-04' ? '2026年1月4日(日) 06:30からご利用いただけます。' : '本日06:30からご利用いただけます。',
      );
      const isYearEnd = moment >= '2025-12-29' && moment < '2026-01-04';
      expect(text.includes('年末年始のため、お休みです。'), moment).toBe(isYearEnd);
      expect(world.offered({ type: 'citizen.openGovernmentService' })).toBe(false);
    }
    expect(moments).toHaveLength(153);
    expect(served).toEqual(['2025-12-28T22:30', '2026-01-04T06:30']);
    expect(world.deaths).toEqual([]);
  }, 120_000);

  test('R80: a municipality that is closed longer is refused at its card (R113: with its list of closed days), before the PIN, with its own reason and day', () => {
    const { world } = createCalendarWorld('2026-01-04T10:00');
    refusedAtCard(world, CN.mihonIchiko);
    expect(world.picture()).toMatchObject({ code: 'closedNow', municipalityId: 'mihon' });
    const text = textOf(world.view());
    expect(text).toContain('年末年始のため、お休みです。');
    expect(text).toContain('2026年1月6日(火) 06:30からご利用いただけます。');
    // R113: its own list of closed days.
    expect(text).toContain('休止日の一覧: https://mihon.example/closed');
    leave(world);
    expect(settled(world)).toBe('open');
    sell(world, SUSONO, [100, 100, 100]);
  });

  test('R77: it opens by itself in the morning, and closes by itself in the evening', () => {
    const calendar = createCalendarWorld('2026-01-04T06:20');
    expect(settled(calendar.world)).toBe('closed');
    calendar.advanceTo('2026-01-04T06:29:59');
    expect(settled(calendar.world)).toBe('closed');
    calendar.advanceTo('2026-01-04T06:30:01');
    expect(settled(calendar.world)).toBe('open');
    calendar.goTo('2026-01-04T22:50');
    calendar.advanceTo('2026-01-04T22:53:59');
    expect(settled(calendar.world)).toBe('open');
    calendar.advanceTo('2026-01-04T22:54:01');
    expect(settled(calendar.world)).toBe('closed');
    expect(textOf(calendar.world.view())).toContain('2026年1月5日(月) 06:30から');
  });

  test('in English too, and by the operator’s number nobody is sent to a call centre', () => {
    const { world } = createCalendarWorld('2025-12-30T12:00');
    world.kiosk().onDeed({ type: 'setLanguage', locale: 'en' });
    expect(textOf(world.view())).toContain('Closed over the turn of the year.');
    expect(textOf(world.view())).toContain('Open again from Sun, 4 Jan 2026 06:30.');
    expect(world.view().help).toEqual([]);
  });
});

/** From the list of certificates until the money is asked for, with one coin inside. */
function toHalfPaid(world: World): void {
  authenticateAtKiosk(world, SUSONO);
  requestAtKiosk(world, SUSONO);
  payAtKiosk(world, [100]);
}

/** Stays where it is, and answers every warning until then. */
function dawdle({ world, now_epoch_ms }: CalendarWorld, until: string): void {
  while (now_epoch_ms() < tokyo(until)) {
    if (world.offered({ type: 'citizen.extend' })) world.press({ type: 'citizen.extend' });
    world.clock.advance(1_000);
  }
}

describe('R82: nothing begins that cannot end before closing', () => {
  test('the last start is named an hour before, on the screens before a session', () => {
    const calendar = createCalendarWorld('2025-04-16T21:50');
    const { world } = calendar;
    expect(textOf(world.view())).not.toContain('受付');
    calendar.advanceTo('2025-04-16T21:55');
    expect(textOf(world.view())).toContain('本日の受付は、22:54までです。');
    world.press({ type: 'citizen.openGovernmentService' });
    expect(textOf(world.view())).toContain('本日の受付は、22:54までです。');
  });

  test('who began before goes on after the last start, and is served', () => {
    const calendar = createCalendarWorld('2025-04-16T22:52');
    const { world } = calendar;
    authenticateAtKiosk(world, SUSONO);
    dawdle(calendar, '2025-04-16T22:54:30');
    expect(world.picture().reasons).toEqual(['closedNow']);
    requestAtKiosk(world, SUSONO);
    payAtKiosk(world, [100, 100, 100]);
    world.press({ type: 'citizen.printStart' });
    world.until(() => world.view().screen === 'takeItems');
    world.press({ type: 'citizen.confirmTaken' });
    world.until(() => world.view().screen === 'outOfService');
    world.clock.advance(5_000);
    expect(fees(world)).toBe(300);
    expect(world.centre.commits.map(({ point }) => point)).toEqual(['printing', 'delivered']);
  });

  test('who has no time left is told before paying, and how much there is time for', () => {
    const calendar = createCalendarWorld('2025-04-16T22:45');
    const { world } = calendar;
    authenticateAtKiosk(world, SUSONO);
    world.press({ type: 'citizen.chooseCertificate', typeId: 'inkan' });
    world.press({ type: 'citizen.chooseCopies', copies: 10 });
    world.press({ type: 'citizen.confirm' });
    world.until(() => world.view().screen === 'refusal');
    expect(textOf(world.view())).toContain('合わせて5通');
    dawdle(calendar, '2025-04-16T22:56');
    world.press({ type: 'citizen.acknowledge' });
    world.press({ type: 'citizen.confirm' });
    world.until(() => world.view().screen === 'refusal');
    expect(world.picture()).toMatchObject({ code: 'closedNow' });
    expect(fees(world)).toBe(0);
  });

  test('who has not paid when printing would end after closing gets every yen back', () => {
    const calendar = createCalendarWorld('2025-04-16T22:50');
    const { world } = calendar;
    toHalfPaid(world);
    dawdle(calendar, '2025-04-16T22:57:58');
    expect(world.view().screen).toBe('pay');
    dawdle(calendar, '2025-04-16T22:58:02');
    world.until(() => world.view().screen === 'refusal');
    expect(world.picture()).toMatchObject({ code: 'closedNow' });
    expect(textOf(world.view())).toContain('2025年4月17日(木) 06:30からご利用いただけます。');
    expect(world.hardware.places.moveAll('changeTray', 'citizen')).toBe(100);
    leave(world);
    expect(world.view().screen).toBe('outOfService');
    expect(fees(world)).toBe(0);
    world.clock.advance(5_000);
    expect(world.centre.commits.map(({ point }) => point)).toEqual(['abandoned']);
  });

  test('staff come in at night', () => {
    const { world } = createCalendarWorld('2025-04-16T23:30');
    expect(world.kiosk().staffKey(true)).toBe('open');
    expect(world.view().screen).toBe('staffMenu');
  });
});

describe('R14, R81, 2.3, 2.11: what a store says of itself', () => {
  const always = { hours: [], certificates: {} };

  test('2.3: shorter hours of the store hold', () => {
    const store = { ...always, hours: [{ opens: '08:00', closes: '20:00', weekdays: [1, 2, 3, 4, 5] }] };
    const calendar = createCalendarWorld('2025-04-18T19:50', { store });
    const { world } = calendar;
    authenticateAtKiosk(world, SUSONO);
    world.press({ type: 'citizen.chooseCertificate', typeId: 'inkan' });
    world.press({ type: 'citizen.chooseCopies', copies: 5 });
    world.press({ type: 'citizen.confirm' });
    world.until(() => world.view().screen === 'refusal');
    expect(world.picture()).toMatchObject({ code: 'tooManyBeforeClosing', sets_max: 3 });
    calendar.goTo('2025-04-18T19:56');
    // Friday evening: the store serves on Monday.
    expect(textOf(world.view())).toContain('2025年4月21日(月) 08:00からご利用いただけます。');
  });

  test('2.11: before its first day the service is not offered, and the screen says from when', () => {
    const store = { ...always, certificates: { from: '2025-05-01' } };
    const { world } = createCalendarWorld('2025-04-30T12:00', { store });
    expect(world.picture().reasons).toEqual(['serviceNotBegun']);
    expect(textOf(world.view())).toContain('証明書交付サービスは、令和7年5月1日から始まります。');
    expect(textOf(world.view())).toContain('2025年5月1日(木) 06:30からご利用いただけます。');
  });

  test('R81: a municipality that ended the service with this chain refuses its own cards, and no others', () => {
    const { world } = createCalendarWorld('2025-04-16T10:00', { store: { ...always, chain: 'communityStore' } });
    refusedAtCard(world, CN.fuchuJiro);
    expect(world.picture()).toMatchObject({ code: 'serviceEnded', municipalityId: 'fuchu' });
    expect(textOf(world.view())).toContain('証明書交付サービスは、令和3年11月30日で終了しました。');
    leave(world);
    world.clock.advance(5_000);
    expect(world.centre.commits.map(({ point }) => point)).toEqual(['abandoned']);
    sell(world, SUSONO, [100, 100, 100]);
  });

  test('R81: after its last day it has ended, and the screen says since when and where else to go', () => {
    const store = { ...always, certificates: { until: '2025-04-30' } };
    const calendar = createCalendarWorld('2025-04-30T12:00', { store });
    sell(calendar.world, SUSONO, [100, 100, 100]);
    calendar.goTo('2025-05-01T12:00');
    const { world } = calendar;
    expect(world.picture().reasons).toEqual(['serviceEnded']);
    expect(textOf(world.view())).toContain('証明書交付サービスは、令和7年4月30日で終了しました。');
    expect(textOf(world.view())).toContain('ほかの店舗、または市区町村の窓口をご利用ください。');
    expect(world.offered({ type: 'citizen.openGovernmentService' })).toBe(false);
  });
});

describe('R73: fees and years that change on a day', () => {
  test('R67, R73: 10 yen until 31 March and 200 from 1 April: no session is open over the midnight between them', () => {
    const calendar = createCalendarWorld('2025-03-31T22:40');
    const { world } = calendar;
    sell(world, MIHON, [10]);
    expect(fees(world)).toBe(10);
    authenticateAtKiosk(world, MIHON);
    calendar.advanceTo('2025-04-01T00:10');
    expect(settled(world)).toBe('closed');
    calendar.goTo('2025-04-01T06:29');
    expect(settled(world)).toBe('closed');
    calendar.advanceTo('2025-04-01T06:31');
    sell(world, MIHON, [100, 100]);
    expect(fees(world)).toBe(210);
  });

  test.each([
    ['2025-05-20T10:00', 2024],
    ['2025-07-20T10:00', 2025],
  ])('R58, R60, R61: on %s the tax certificate is that of %i, named before payment', (moment, year) => {
    const { world } = createCalendarWorld(moment);
    const tax: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'kazeiShotoku' };
    authenticateAtKiosk(world, tax);
    requestAtKiosk(world, tax);
    expect(world.picture().documents.map(({ taxYear }) => taxYear)).toEqual([year]);
    expect(JSON.stringify(world.view())).toContain(words('ja').taxYear(year));
  });

  test('29 February is a day like any other', () => {
    const calendar = createCalendarWorld('2028-02-28T23:10');
    const { world } = calendar;
    expect(textOf(world.view())).toContain('2028年2月29日(火) 06:30からご利用いただけます。');
    calendar.goTo('2028-02-29T10:00');
    expect(world.view().clock).toContain('2028年2月29日(火)');
    sell(world, SUSONO, [100, 100, 100]);
    calendar.goTo('2028-02-29T23:10');
    expect(textOf(world.view())).toContain('2028年3月1日(水) 06:30からご利用いただけます。');
  });
});
