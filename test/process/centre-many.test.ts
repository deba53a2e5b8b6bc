/** Two hundred kiosks at once, and the public incidents among them: no paper goes to anybody but the one who asked (D1–D4, D13). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCellWorld, CN } from '../virtual/centre/fixture.ts';
import { INCIDENTS } from '../virtual/centre/faults.ts';
import { loadRegisters, residentsByCn } from '../virtual/centre/registry.ts';
import { ManyKiosks, type Customer, type Served } from './many-kiosks.ts';

const KIOSKS = 200;
const RESIDENTS = residentsByCn(loadRegisters());
const PEOPLE = [CN.susonoTaro, CN.susonoHanako, CN.susonoSix, CN.fuchuJiro];

let world: ManyKiosks;
beforeAll(async () => {
  world = await ManyKiosks.start(createCellWorld().municipalities);
});
afterAll(() => world.close());

function customer(at: number): Customer {
  const subjectCn = PEOPLE[at % PEOPLE.length]!;
  const persons = subjectCn === CN.susonoSix ? [1, 2, 3, 4, 5, 6] : [1];
  const requests = [
    { typeId: 'juminhyo', options: { setainushiTsuzukigara: at % 2 === 0 }, persons, copies: 1 + (at % 2) },
  ];
  const subjectId = RESIDENTS.get(subjectCn)?.member.personId ?? '';
  return { kioskId: `kiosk-${String(at).padStart(4, '0')}`, subjectCn, subjectId, requests };
}

const rush = (customers: readonly Customer[]): Promise<Served[]> =>
  Promise.all(customers.map((one) => world.serve(one)));

/** Papers that would have gone to somebody else. */
const strays = (served: readonly Served[]): string[] =>
  served.flatMap(({ customer: { kioskId, subjectId }, printed }) =>
    printed.filter((person) => person !== subjectId).map((person) => `${kioskId}: paper of ${person}`),
  );

test(`D3, D13: ${KIOSKS} kiosks ask inside one moment: each gets its own document, and all of them pass`, async () => {
  const served = await rush(Array.from({ length: KIOSKS }, (_, at) => customer(at)));
  expect(strays(served)).toEqual([]);
  expect(served.filter(({ last }) => last?.type !== 'documentsChecked')).toEqual([]);
  expect(served.every(({ customer: { subjectId }, printed }) => printed.includes(subjectId))).toBe(true);
}, 120_000);

test.each(INCIDENTS.filter((incident) => !incident.startsWith('half')))(
  'D13: %s: of two kiosks inside one second neither prints what is not its own, and no mistake goes unseen',
  async (incident) => {
    world.centre.faults.arm({ at: 'apply', incident });
    const served = await rush([customer(0), customer(3)]);
    expect(strays(served)).toEqual([]);
    expect(served.some(({ last }) => last?.type === 'failed' && last.code.startsWith('document'))).toBe(true);
  },
  60_000,
);
