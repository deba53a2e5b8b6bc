/** `[store]`: hours of the store and days of its services (R14, R81, 2.3, 2.11). */
import { expect, test } from 'vitest';
import { storeSchema } from '../../config/store.ts';

const faultOf = (store: unknown): string => storeSchema.safeParse(store).error?.issues[0]?.message ?? 'taken';

test('2.11: nothing said: always open, and the service has neither beginning nor end', () => {
  expect(storeSchema.parse({})).toEqual({ hours: [], services: [] });
});

test('2.3: hours by weekday; a store that is open past midnight says so in two entries', () => {
  const hours = [
    { opens: '07:00', closes: '24:00', weekdays: [5, 6] },
    { opens: '00:00', closes: '02:00', weekdays: [6, 7] },
  ];
  expect(storeSchema.parse({ hours }).hours).toEqual(hours);
  expect(faultOf({ hours: [{ opens: '22:00', closes: '02:00' }] })).toContain('after the opening');
  expect(faultOf({ hours: [{ opens: '7:00', closes: '22:00' }] })).toContain('a time of day');
  expect(faultOf({ hours: [{ opens: '07:00', closes: '22:00', weekdays: [0] }] })).not.toBe('taken');
});

test('R81, 2.11: a service has its first and last day, once', () => {
  const services = [{ id: 'certificates', from: '2025-04-01', until: '2025-04-01' }];
  expect(storeSchema.parse({ services }).services).toEqual(services);
  expect(faultOf({ services: [{ id: 'certificates', from: '2025-04-02', until: '2025-04-01' }] })).toContain(
    'not before',
  );
  expect(faultOf({ services: [{ id: 'certificates', from: '2025-02-29' }] })).not.toBe('taken');
  expect(faultOf({ services: [...services, ...services] })).toContain('once');
  expect(faultOf({ services: [{ id: 'pinReset' }] })).not.toBe('taken');
});

test('R113: the page with stores and closed days is an address', () => {
  expect(faultOf({ page: 'operator.example' })).toContain('address');
  expect(faultOf({ page: 'https://operator.example/kiosk' })).toBe('taken');
});
