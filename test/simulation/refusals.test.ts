/** Every resident whom the reference centre refuses, before a whole kiosk: what they read, and what nobody may read (R32–R51, R40). */
import { describe, expect, test } from 'vitest';
import { CODES, type CodeName } from '../../src/base/codes.ts';
import { createVirtualCard, type VirtualCard } from '../virtual/card/card.ts';
import { loadCatalogue, tokyoTime } from '../virtual/centre/catalogue.ts';
import { personalOffers, refusalOf } from '../virtual/centre/eligibility.ts';
import { cardWorld, certificateOf, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { loadRegisters, loadRevoked, residentsByCn, type Resident } from '../virtual/centre/registry.ts';
import { loadAllMunicipalities } from '../virtual/municipalities/load.ts';
import { createWorld, type World } from './world.ts';

const TODAY = '2025-04-16';
/** Municipalities whose data this kiosk has. */
const HERE = new Set(loadAllMunicipalities().map(({ municipalityId }) => municipalityId));

interface Refused {
  readonly subjectCn: string;
  readonly keyword: string;
  readonly municipalityId: string;
  readonly member: Resident['member'];
}

/** Residents with a card whom the centre does not serve today, by its own rules. */
function refusedResidents(): readonly Refused[] {
  const catalogue = loadCatalogue();
  return loadRegisters().flatMap((register) => {
    if (!HERE.has(register.municipalityId)) return [];
    const municipality = catalogue.find(({ municipalityId }) => municipalityId === register.municipalityId);
    if (!municipality) return [];
    return register.households.flatMap((household) =>
      household.members.flatMap((member) => {
        const resident = {
          municipalityId: register.municipalityId,
          household,
          member,
          koseki: null,
        } satisfies Resident;
        const keyword = refusalOf(resident, municipality, TODAY);
        if (!member.card || keyword === null) return [];
        const { subjectCn } = member.card;
        return [{ subjectCn, keyword, municipalityId: register.municipalityId, member }];
      }),
    );
  });
}

const REFUSED = refusedResidents();

/** From the idle screen to the PIN, with this card. */
function toPin(world: World, card: VirtualCard): void {
  world.until(() => world.view().screen === 'idle');
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  world.hardware.reader.insert(card);
  world.until(() => ['pin', 'refusal', 'lastTry'].includes(world.view().screen));
}

function toRefusal(subjectCn: string): World {
  const world = createWorld();
  toPin(world, world.card(subjectCn));
  world.typePin('1234');
  world.until(() => world.view().screen === 'refusal');
  return world;
}

/** A card of a resident whose certificate ends then. */
function cardUntil(subjectCn: string, notAfter_epoch_s: number): VirtualCard {
  const { authority, key } = cardWorld();
  const certificateDer = certificateOf(subjectCn, notAfter_epoch_s);
  const identity = { authKey: key, certificateDer, serialHex: '' };
  return createVirtualCard({ authority, pin: '1234', subjectCn, notAfter_epoch_s, identity });
}

describe('refused by the centre', () => {
  test('the register has somebody for each reason that ends a session', () => {
    expect([...new Set(REFUSED.map(({ keyword }) => keyword))].toSorted()).toEqual([
      'cardIssuedToday',
      'continuedUseTomorrow',
      'gaijiPending',
      'movedInToday',
      'movedOut',
      'nameTooLong',
      'notEligible',
      'underFifteen',
    ]);
  });

  test.each(REFUSED.map((one) => [one.keyword, one.municipalityId, one.subjectCn] as const))(
    'R32, R38–R41, 2.4, R112: %s in %s (%s): number, message, the desk to ask; no money, and the centre is told',
    (keyword, municipalityId, subjectCn) => {
      const world = toRefusal(subjectCn);
      // Here each reason of a session is called as its code is.
      const code = keyword as CodeName;
      expect(world.picture()).toMatchObject({ code, municipalityId });
      expect(world.view().code?.number).toContain(String(CODES[code].number));
      expect(world.view().help.map(({ label }) => label)).toHaveLength(1);
      world.hardware.reader.remove();
      world.clock.advance(1_000);
      world.press({ type: 'citizen.acknowledge' });
      world.until(() => ['takeItems', 'idle'].includes(world.view().screen));
      if (world.view().screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
      world.until(() => world.view().screen === 'idle');
      world.clock.advance(5_000);
      expect(world.centre.commits.map(({ point }) => point)).toEqual(['abandoned']);
      expect(world.trace.filter((line) => /screen (pay|certificate)/.test(line))).toEqual([]);
    },
  );
});

/** Who cannot have one certificate but others, by reason: the first of the register. */
function withheldByReason(): ReadonlyMap<string, { readonly subjectCn: string; readonly typeId: string }> {
  const now = tokyoTime(TEST_DAY_EPOCH_MS);
  const found = new Map<string, { subjectCn: string; typeId: string }>();
  for (const [subjectCn, resident] of residentsByCn(loadRegisters())) {
    const municipality = loadCatalogue().find(({ municipalityId }) => municipalityId === resident.municipalityId);
    if (!municipality || !HERE.has(resident.municipalityId)) continue;
    if (refusalOf(resident, municipality, TODAY) !== null) continue;
    const { offers, refusals } = personalOffers(resident, municipality, now);
    if (offers.length === 0) continue;
    for (const { typeId, reason } of refusals) {
      if (!found.has(reason)) found.set(reason, { subjectCn, typeId });
    }
  }
  return found;
}

describe('one certificate refused, others not', () => {
  const withheld = [...withheldByReason()].map(([keyword, one]) => [keyword, one.typeId, one.subjectCn] as const);

  test('the register has somebody for each reason that the rules of the two cities know', () => {
    expect(withheld.map(([keyword]) => keyword)).toEqual(
      expect.arrayContaining([
        'householdMoved',
        'kosekiUpdating',
        'honsekiElsewhere',
        'transitionalResident',
        'noSealRegistration',
        'noTaxData',
        'notDeclared',
        'amendedReturn',
      ]),
    );
  });

  test.each(withheld)(
    'R42–R51: %s: %s (%s) is shown with its reason on request, and the others can be had',
    (keyword, typeId, subjectCn) => {
      const world = createWorld();
      toPin(world, world.card(subjectCn));
      world.typePin('1234');
      world.until(() => world.view().screen === 'takeCard');
      world.hardware.reader.remove();
      world.until(() => world.view().screen === 'certificate');
      const code = keyword as CodeName;
      expect(world.picture().withheld).toContainEqual({ typeId, code });
      expect(world.picture().offers.map((offer) => offer.typeId)).not.toContain(typeId);
      expect(world.picture().offers.length).toBeGreaterThan(0);
      world.press({ type: 'citizen.askWhy', typeId });
      expect(world.picture()).toMatchObject({ screen: 'refusal', code, about: typeId });
      expect(world.view().help).toHaveLength(1);
      world.press({ type: 'citizen.acknowledge' });
      expect(world.view().screen).toBe('certificate');
    },
  );
});

describe('R22, R23: a certificate that was revoked', () => {
  test('is refused before the PIN, and the call centre for card matters is named', () => {
    const [revoked] = loadRevoked().filter(({ from }) => from <= TODAY);
    const world = createWorld();
    const card = world.card(revoked?.subjectCn ?? '');
    toPin(world, card);
    expect(world.picture()).toMatchObject({ screen: 'refusal', code: 'certificateRevoked' });
    expect(world.view().help.map(({ phone }) => phone)).toEqual(['0120-95-0178']);
    expect(card.verifyCount).toBe(0);
  });
});

describe('R39, R40: which restriction it was', () => {
  const restricted = REFUSED.filter(
    ({ keyword, municipalityId }) => keyword === 'notEligible' && municipalityId === 'susono',
  );

  test('there is a ward, a restriction, a support measure and a death', () => {
    const kinds = restricted.map(({ member }) => [member.ward, member.restricted, member.supportMeasure, member.died]);
    for (const at of [0, 1, 2, 3])
      expect(
        kinds.some((kind) => kind[at] !== undefined),
        `kind ${at}`,
      ).toBe(true);
  });

  test('cannot be told from screen, voice, log, books, or the time of anything, down to the millisecond', () => {
    const seen = restricted.map(({ subjectCn }) => {
      const world = toRefusal(subjectCn);
      const view = JSON.stringify(world.view());
      world.press({ type: 'citizen.acknowledge' });
      world.hardware.reader.remove();
      world.clock.advance(600_000);
      const rows = world.database.prepare('SELECT * FROM outbox').all();
      return { view, trace: world.trace, spoken: world.spoken, rows, commits: world.centre.commits };
    });
    expect(seen.length).toBeGreaterThanOrEqual(4);
    for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
  });
});

describe('R24, R25: the end of the certificate, by service time', () => {
  const [taro] = loadRegisters().flatMap(({ households }) => households.flatMap(({ members }) => members));
  const subjectCn = taro?.card?.subjectCn ?? '';
  const end = (date: string): number => Date.parse(`${date}T23:59:59+09:00`) / 1000;

  test('expired yesterday: refused before the PIN, and no try is spent', () => {
    const world = createWorld();
    const card = cardUntil(subjectCn, end('2025-04-15'));
    toPin(world, card);
    expect(world.picture()).toMatchObject({ screen: 'refusal', code: 'cardExpired' });
    expect(world.view().help.map(({ phone }) => phone)).toEqual(['0120-95-0178']);
    expect(card.verifyCount).toBe(0);
  });

  test.each([
    ['2025-04-16', '2025年4月'],
    ['2025-07-16', '2025年7月'],
    ['2025-07-17', null],
  ])('ends on %s: served, with the notice of %s', (date, month) => {
    const world = createWorld();
    toPin(world, cardUntil(subjectCn, end(date)));
    expect(world.view().screen).toBe('pin');
    const texts = world
      .view()
      .notices.map(({ text }) => text)
      .join();
    if (month === null) expect(texts).not.toContain('有効期限');
    else expect(texts).toContain(`有効期限は${month}です`);
    // The day would be the holder's birthday: neither screen nor log has it.
    expect(`${JSON.stringify(world.view())}${world.trace.join()}`).not.toContain(date);
    world.typePin('1234');
    world.until(() => world.view().screen === 'takeCard');
  });
});
