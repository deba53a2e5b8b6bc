import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CENTRE_LIMITS } from '../../src/centre/limits.ts';
import { isOpenFor, type Municipality } from '../../src/centre/municipality.ts';
import {
  openingFor,
  openingOf,
  paymentEnds,
  storeCalendar,
  type StoreProfile,
} from '../../src/kiosk/hours/opening-hours.ts';
import { loadAllMunicipalities } from '../virtual/municipalities/load.ts';

const tokyo = (text: string): number => Date.parse(`${text}+09:00`);
const ALWAYS: StoreProfile = { hours: [], certificates: {} };
const MUNICIPALITIES = loadAllMunicipalities();
const SESSION_MS = CENTRE_LIMITS.session_ms_least;

function municipality(id: string): Municipality {
  const found = MUNICIPALITIES.find(({ municipalityId }) => municipalityId === id);
  if (!found) throw new Error(id);
  return found;
}

const at = (text: string, store: StoreProfile = ALWAYS, feed: Parameters<typeof openingOf>[1] = []) =>
  openingOf({ municipalities: MUNICIPALITIES, store }, feed, tokyo(text));

describe('R77–R80: open while one of the municipalities is', () => {
  test.each([
    ['2025-04-16T06:29:59', 'hours', '2025-04-16T06:30'],
    ['2025-04-16T22:54:00.001', 'hours', '2025-04-17T06:30'],
    ['2025-12-29T10:00', 'day', '2026-01-04T06:30'],
    ['2026-01-03T23:59', 'day', '2026-01-04T06:30'],
  ])('R77, R78: at %s closed (%s) until %s', (moment, why, opens) => {
    const opening = at(moment);
    expect(opening.closed?.why).toBe(why);
    expect(opening).toMatchObject({ opens_epoch_ms: tokyo(opens), lastStart_epoch_ms: null });
  });

  test.each(['2025-04-16T06:30', '2025-04-16T22:54', '2025-12-28T10:00', '2026-01-04T06:30'])(
    'R77: open at %s',
    (moment) => {
      expect(at(moment)).toMatchObject({ closed: null, opens_epoch_ms: null });
    },
  );

  test('R79, R80: a day that the centre announces closes its municipality, and the kiosk when it is announced for all', () => {
    const day = '2025-04-16';
    const closed = (municipalityId: string) => ({ municipalityId, day, reason: 'announced' });
    const one = [closed('susono')];
    expect(at(`${day}T10:00`, ALWAYS, one).closed).toBeNull();
    const susono = openingFor(municipality('susono'), { store: ALWAYS }, one, tokyo(`${day}T10:00`));
    expect(susono).toMatchObject({
      closed: { why: 'day', reason: 'announced' },
      opens_epoch_ms: tokyo('2025-04-17T06:30'),
    });
    const all = MUNICIPALITIES.map(({ municipalityId }) => closed(municipalityId));
    expect(at(`${day}T10:00`, ALWAYS, all)).toMatchObject({
      closed: { why: 'day', reason: 'announced' },
      opens_epoch_ms: tokyo('2025-04-17T06:30'),
    });
  });
});

describe('R81, 2.3, 2.11: the store', () => {
  test('2.3: serves inside its own hours alone, on its own weekdays', () => {
    const store = { ...ALWAYS, hours: [{ opens: '05:00', closes: '21:00', weekdays: [6, 7] }] };
    // Friday, Saturday before 6:30, Saturday, Sunday too late, and Monday.
    expect(at('2025-04-18T12:00', store).opens_epoch_ms).toBe(tokyo('2025-04-19T06:30'));
    expect(at('2025-04-19T05:30', store).opens_epoch_ms).toBe(tokyo('2025-04-19T06:30'));
    expect(at('2025-04-19T06:30', store).lastStart_epoch_ms).toBe(tokyo('2025-04-19T20:54'));
    expect(at('2025-04-20T20:55', store).opens_epoch_ms).toBe(tokyo('2025-04-26T06:30'));
  });

  test('R82: an opening that is too short for a session is none', () => {
    const hours = [
      { opens: '06:00', closes: '06:33' },
      { opens: '12:00', closes: '13:00' },
    ];
    expect(at('2025-04-16T05:00', { ...ALWAYS, hours }).opens_epoch_ms).toBe(tokyo('2025-04-16T12:00'));
  });

  test('R81: a chain that ended at a municipality is not served for it any more', () => {
    const fuchu = municipality('fuchu');
    const store = { ...ALWAYS, chain: 'communityStore' };
    const last = openingFor(fuchu, { store }, [], tokyo('2021-11-30T12:00'));
    expect(last.closed).toBeNull();
    const after = openingFor(fuchu, { store }, [], tokyo('2021-12-01T12:00'));
    expect(after).toMatchObject({ closed: { why: 'ended', day: '2021-11-30' }, opens_epoch_ms: null });
    expect(
      openingFor(fuchu, { store: { ...ALWAYS, chain: 'lawson' } }, [], tokyo('2021-12-01T12:00')).closed,
    ).toBeNull();
  });

  test('2.11: the service begins and ends by its days', () => {
    const store = { ...ALWAYS, certificates: { from: '2025-04-01', until: '2025-04-30' } };
    expect(at('2025-03-31T12:00', store)).toMatchObject({
      closed: { why: 'notBegun', day: '2025-04-01' },
      opens_epoch_ms: tokyo('2025-04-01T06:30'),
    });
    expect(at('2025-04-30T12:00', store).closed).toBeNull();
    expect(at('2025-04-30T23:30', store)).toMatchObject({ closed: { why: 'hours' }, opens_epoch_ms: null });
    expect(at('2025-05-01T12:00', store)).toMatchObject({
      closed: { why: 'ended', day: '2025-04-30' },
      opens_epoch_ms: null,
    });
  });
});

describe('R82: whatever the hours', () => {
  const minute = fc.integer({ min: 0, max: 24 * 60 });
  const time = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const hours = fc
    .tuple(
      minute,
      minute,
      fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: undefined }),
    )
    .filter(([opens, closes]) => opens < closes)
    .map(([opens, closes, weekdays]) => ({ opens: time(opens), closes: time(closes), weekdays }));
  const stores = fc.array(hours, { maxLength: 3 }).map((table): StoreProfile => ({ ...ALWAYS, hours: table }));
  const moments = fc.integer({ min: tokyo('2025-12-20T00:00'), max: tokyo('2026-01-10T00:00') });

  /** Directly by its meaning: some municipality and the store are open for a whole session. */
  function mayBegin(store: StoreProfile, epoch_ms: number): boolean {
    const shop = storeCalendar(store);
    return (
      (shop === null || isOpenFor(shop, epoch_ms, SESSION_MS)) &&
      MUNICIPALITIES.some((data) => isOpenFor(data, epoch_ms, SESSION_MS))
    );
  }

  test('a session may begin exactly where one can end; the next opening is one, and none comes before it', () => {
    fc.assert(
      fc.property(stores, moments, fc.double({ min: 0, max: 1, noNaN: true }), (store, epoch_ms, part) => {
        const opening = openingOf({ municipalities: MUNICIPALITIES, store }, [], epoch_ms);
        expect(opening.closed === null).toBe(mayBegin(store, epoch_ms));
        const { opens_epoch_ms, lastStart_epoch_ms } = opening;
        if (lastStart_epoch_ms !== null) {
          expect(mayBegin(store, epoch_ms + Math.floor(part * (lastStart_epoch_ms - epoch_ms)))).toBe(true);
          expect(mayBegin(store, lastStart_epoch_ms)).toBe(true);
          expect(mayBegin(store, lastStart_epoch_ms + 1)).toBe(false);
        }
        if (opens_epoch_ms === null) return;
        expect(mayBegin(store, opens_epoch_ms)).toBe(true);
        expect(mayBegin(store, epoch_ms + Math.floor(part * (opens_epoch_ms - 1 - epoch_ms)))).toBe(false);
      }),
    );
  });

  test('payment ends when so many sets can just be printed', () => {
    const susono = municipality('susono');
    const request = { typeIds: ['inkan'], sets: 3 };
    const ends = paymentEnds(susono, { store: ALWAYS }, request, tokyo('2025-04-16T22:00'));
    expect(ends).toBe(tokyo('2025-04-16T23:00') - 3 * CENTRE_LIMITS.set_prints_ms);
    const store = { ...ALWAYS, hours: [{ opens: '07:00', closes: '22:30' }] };
    expect(paymentEnds(susono, { store }, request, tokyo('2025-04-16T22:00'))).toBe(tokyo('2025-04-16T22:24'));
    expect(paymentEnds(susono, { store }, request, tokyo('2025-04-16T22:25'))).toBeNull();
  });
});
