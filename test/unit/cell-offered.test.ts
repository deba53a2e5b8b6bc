import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laterRefusals, offeredOf } from '../../src/cell/offered.ts';
import { REFUSALS } from '../../src/centre/refusals.ts';
import { authenticateAnswer, presentAnswer } from '../../src/centre/wire.ts';
import type { CentreSession } from '../../src/centre/port.ts';
import type { RefusedType } from '../../fsm/events.ts';
import { authenticate, CN, createCellWorld, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';

const { municipalities } = createCellWorld();
const susono = municipalities.find(({ municipalityId }) => municipalityId === 'susono');
if (!susono) throw new Error('no Susono');
const inkan = { typeId: 'inkan', fee_yen: 300, options: [], scope: 'holder', copies_max: 1 } as const;

/** A session half that adds these refusals to the answers of the reference centre, and offers nothing when told so. */
function refusing(
  session: CentreSession,
  at: { present?: readonly RefusedType[]; authenticate?: readonly RefusedType[]; isEmpty?: boolean },
): CentreSession {
  return {
    ...session,
    present: (request, done) =>
      session.present(request, (result) =>
        done(result.ok ? { ...result, value: { ...result.value, refusals: at.present } } : result),
      ),
    authenticate: (request, done) =>
      session.authenticate(request, (result) => {
        if (!result.ok) return done(result);
        const offers = at.isEmpty ? [] : result.value.offers;
        done({ ...result, value: { ...result.value, offers, refusals: at.authenticate } });
      }),
  };
}

test('R42–R51: a refusal by type reaches the citizen with its own code, beside what is offered', () => {
  const world = createCellWorld();
  const refused = [{ typeId: 'inkan', code: 'noSealRegistration' }] as const;
  const other = world.open(refusing(world.line.newSession(), { authenticate: refused }));
  const facts = authenticate(other, CN.susonoTaro);
  expect(facts.at(-1)).toMatchObject({ type: 'authenticated', withheld: refused });
  const fact = facts.at(-1);
  expect(fact?.type === 'authenticated' && fact.offers.some(({ typeId }) => typeId === 'inkan')).toBe(false);
});

test('R65: what nobody gets from the municipality is told at the card and again with the citizen’s own list', () => {
  const world = createCellWorld();
  const present = [{ typeId: 'nozei', code: 'typeNotOffered' }] as const;
  const mine = [{ typeId: 'kazeiShotoku', code: 'notDeclared' }] as const;
  const cell = world.open(refusing(world.line.newSession(), { present, authenticate: mine }));
  const facts = authenticate(cell, CN.susonoTaro);
  expect(cell.facts.find(({ type }) => type === 'cardKnown')).toMatchObject({ withheld: present });
  expect(facts.at(-1)).toMatchObject({ withheld: [...present, ...mine] });
});

test('R47: when nothing is left to offer, the session ends with the reason, not with an empty list', () => {
  const world = createCellWorld();
  const authenticateRefusals = [{ typeId: 'inkan', code: 'noSealRegistration' }] as const;
  const cell = world.open(refusing(world.line.newSession(), { authenticate: authenticateRefusals, isEmpty: true }));
  expect(authenticate(cell, CN.susonoTaro)).toMatchObject([
    { type: 'refused', code: 'noSealRegistration', scope: 'session' },
  ]);
});

test('R66: a type that is offered and refused in one answer is not offered', () => {
  const refusals = [{ typeId: 'inkan', code: 'noSealRegistration' }] as const;
  const offered = offeredOf({ offers: [inkan], refusals }, susono, TEST_DAY_EPOCH_MS);
  expect(offered).toEqual({ offers: [], withheld: refusals, refused: 'noSealRegistration' });
});

test('R66: of several reasons the citizen’s own comes first, and a difference that staff must mend comes before the hours', () => {
  const strange = { ...inkan, fee_yen: 5 };
  const refusedFor = (offers: (typeof strange)[], ...codes: RefusedType['code'][]) =>
    offeredOf({ offers, refusals: codes.map((code, at) => ({ typeId: `type${at}`, code })) }, susono, TEST_DAY_EPOCH_MS)
      .refused;
  expect(refusedFor([strange], 'typeNotOffered', 'householdMoved')).toBe('householdMoved');
  expect(refusedFor([strange], 'closedNow')).toBe('catalogueDiffers');
  expect(refusedFor([], 'typeNotOffered', 'typeNotOffered')).toBe('typeNotOffered');
  expect(refusedFor([])).toBe('typeNotOffered');
});

test('R66: whatever is offered and refused, each type is told of once and an empty list always has its reason', () => {
  const typeId = fc.constantFrom('inkan', 'juminhyo', 'nozei', 'kosekiTohon');
  const code = fc.constantFrom(...Object.values(REFUSALS).map((refusal) => refusal.code));
  const refusals = fc.array(fc.record({ typeId, code }), { maxLength: 6 });
  const offers = fc.uniqueArray(
    typeId.map((id) => ({ ...inkan, typeId: id })),
    { selector: (offer) => offer.typeId },
  );
  fc.assert(
    fc.property(offers, refusals, refusals, (given, early, late) => {
      const all = laterRefusals(early, { offers: given, refusals: late });
      const offered = offeredOf({ offers: given, refusals: all }, susono, TEST_DAY_EPOCH_MS);
      const told = [...offered.offers, ...offered.withheld].map((entry) => entry.typeId);
      expect(new Set(told).size).toBe(told.length);
      expect(offered.refused === null).toBe(offered.offers.length > 0);
      for (const refusal of late) expect(offered.withheld.map((entry) => entry.typeId)).toContain(refusal.typeId);
    }),
  );
});

test('R42–R51: on the wire a refusal is a type and a keyword; a keyword that is not known is a refusal without a reason', () => {
  const answer = { subjectToken: 's', offers: [], household: [], koseki: [] };
  const refusals = [
    { typeId: 'inkan', reason: 'noSealRegistration' },
    { typeId: 'juminhyo', reason: 'somethingNew' },
  ];
  expect(authenticateAnswer.parse({ ...answer, refusals }).refusals).toEqual([
    { typeId: 'inkan', code: 'noSealRegistration' },
    { typeId: 'juminhyo', code: 'centreRefused' },
  ]);
  expect(authenticateAnswer.parse(answer).refusals).toBeUndefined();
  for (const wrong of [
    [{ typeId: 'inkan' }],
    [{ typeId: '1', reason: 'x' }],
    [{ ...refusals[0], why: 'a name' }],
    {},
  ]) {
    expect(authenticateAnswer.safeParse({ ...answer, refusals: wrong }).success).toBe(false);
  }
  const present = { municipalityId: 'susono', offers: [], challenge: 'A'.repeat(43), time: 't', refusals };
  expect(presentAnswer.parse(present).refusals).toHaveLength(2);
});
