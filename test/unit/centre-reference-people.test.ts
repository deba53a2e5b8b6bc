/** Every person and day of the reference centre's table gets exactly the stated answer (README of test/virtual/centre). */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../../src/base/random.ts';
import { REFUSALS } from '../../src/centre/refusals.ts';
import { signedMessage } from '../virtual/centre/binding.ts';
import { ReferenceCentre } from '../virtual/centre/centre.ts';
import { cardSignature, cardWorld, certificateOf, KIOSK_ID, NONCE, TRANSACTION } from '../virtual/centre/fixture.ts';
import { loadRegisters, loadRevoked, residentsByCn } from '../virtual/centre/registry.ts';

const cnOf = (short: string): string => `${short}X20240510001A`;
const residents = residentsByCn(loadRegisters());

function centreAt(moment: string): ReferenceCentre {
  return new ReferenceCentre({
    registers: loadRegisters(),
    revoked: loadRevoked(),
    cardAuthorities: [cardWorld().authority.certificateDer],
    now_epoch_ms: () => Date.parse(`${moment}+09:00`),
    random: new SeededRandom(1),
  });
}

/** Answer to this person's card and signature: a keyword that ends the session, or types given and types refused. */
function answerTo(centre: ReferenceCentre, short: string): unknown {
  const card = residents.get(cnOf(short))?.member.card;
  const expires = card?.expires === undefined ? undefined : Date.parse(`${card.expires}T23:59:59+09:00`) / 1000;
  const certificate = certificateOf(cnOf(short), expires);
  const known = centre.present(KIOSK_ID, { transactionId: TRANSACTION, nonce: NONCE, certificate });
  if (!known.ok) return `${known.reason} before the PIN`;
  const message = signedMessage(KIOSK_ID, TRANSACTION, NONCE, known.value.challenge);
  const signature = cardSignature(createHash('sha256').update(message).digest());
  const authenticated = centre.authenticate(KIOSK_ID, TRANSACTION, signature);
  if (!authenticated.ok) return authenticated.reason;
  const { offers, refusals } = authenticated.value;
  const year = (taxYear?: number): string => (taxYear === undefined ? '' : ` ${taxYear}`);
  const told = (notices: readonly string[] = []): string => notices.map((notice) => ` (${notice})`).join('');
  return {
    gets: offers.map(({ typeId, taxYear, notices }) => `${typeId}${year(taxYear)}${told(notices)}`),
    not: Object.fromEntries(refusals.map(({ typeId, reason }) => [typeId, reason])),
  };
}

const DAY = '2025-04-16T10:00:00';
const KOSEKI = ['kosekiTohon', 'kosekiShohon', 'kosekiFuhyo'];
const each = (typeIds: readonly string[], reason: string): Record<string, string> =>
  Object.fromEntries(typeIds.map((typeId) => [typeId, reason]));
const SUSONO_TAX = 'kazeiShotoku 2024';
const FUCHU_TAX = ['kazeiHikazei 2024', 'shotoku 2024'];
const ELSEWHERE = each(KOSEKI, 'honsekiElsewhere');
const NO_SEAL = { inkan: 'noSealRegistration' };
const noTax = (reason: string): Record<string, string> => each(['kazeiHikazei', 'shotoku'], reason);

describe('session: nobody is told more than that it is not to be had here', () => {
  test.each([
    ['R38', 'SUSONO0003', 'underFifteen'],
    ['R39', 'SUSONO0031', 'notEligible'],
    ['R40', 'SUSONO0023', 'notEligible'],
    ['2.4, 支援措置', 'SUSONO0032', 'notEligible'],
    ['2.4, death', 'SUSONO0033', 'notEligible'],
    ['R41', 'SUSONO0021', 'movedOut'],
    ['R41', 'FUCHU00012', 'movedOut'],
    ['2.4, moved in today', 'SUSONO0034', 'movedInToday'],
    ['2.4, 外字', 'SUSONO0035', 'gaijiPending'],
    ['2.4, a long name', 'SUSONO0036', 'nameTooLong'],
    ['2.4, 継続利用', 'SUSONO0037', 'continuedUseTomorrow'],
    ['R32', 'FUCHU00007', 'cardIssuedToday'],
    ['R32', 'MIHON00004', 'cardIssuedToday'],
    ['R22, R23', 'SUSONO0038', 'certificateRevoked before the PIN'],
    ['R24', 'SUSONO0039', 'certificateExpired before the PIN'],
    ['R36', 'NOBODY0001', 'notEligible before the PIN'],
  ])('%s: %s gets %s', (_, short, answer) => {
    expect(answerTo(centreAt(DAY), short)).toBe(answer);
  });

  test.each([
    ['R77', 'SUSONO0001', '2025-04-16T06:29:00', 'closedNow'],
    ['R77', 'FUCHU00001', '2025-04-16T23:00:00', 'closedNow'],
    ['R78', 'SUSONO0001', '2025-12-29T10:00:00', 'closedNow'],
    ['R78', 'FUCHU00001', '2026-01-03T22:00:00', 'closedNow'],
    ['2.3', 'MIHON00001', '2025-12-28T10:00:00', 'closedNow'],
    ['R69, R80', 'SUSONO0001', '2024-10-01T10:00:00', 'municipalityStopped'],
    ['R70, R80', 'SUSONO0001', '2024-10-05T10:00:00', 'municipalityStopped'],
    ['R79', 'MIHON00001', '2025-05-10T21:00:00', 'municipalityStopped'],
    ['R79', 'MIHON00001', '2025-11-22T10:00:00', 'municipalityStopped'],
  ])('%s: %s at %s gets %s', (_, short, moment, answer) => {
    expect(answerTo(centreAt(moment), short)).toBe(`${answer} before the PIN`);
  });
});

describe('types: each refused by itself, with its own reason', () => {
  test.each<[string, string, readonly string[], Record<string, string>]>([
    ['R47, R58', 'SUSONO0001', ['juminhyo', 'inkan', SUSONO_TAX], {}],
    ['R50', 'SUSONO0002', ['juminhyo'], { ...NO_SEAL, kazeiShotoku: 'notDeclared' }],
    ['R32, not stated by Susono', 'SUSONO0022', ['juminhyo'], { ...NO_SEAL, kazeiShotoku: 'noTaxData' }],
    ['R49', 'SUSONO0041', ['juminhyo', 'inkan'], { kazeiShotoku: 'notDeclared' }],
    ['R49, pension', 'SUSONO0042', ['juminhyo', SUSONO_TAX], NO_SEAL],
    ['R48, new here', 'SUSONO0043', ['juminhyo'], { ...NO_SEAL, kazeiShotoku: 'noTaxData' }],
    ['R48, not taxed', 'SUSONO0044', ['juminhyo'], { ...NO_SEAL, kazeiShotoku: 'noTaxData' }],
    ['2.4, foreign', 'SUSONO0045', ['juminhyo', 'inkan', SUSONO_TAX], {}],
    ['R71', 'FUCHU00001', ['juminhyo', 'inkan', ...FUCHU_TAX, ...KOSEKI], {}],
    ['R50', 'FUCHU00002', ['juminhyo', ...KOSEKI], { ...NO_SEAL, ...noTax('notDeclared') }],
    ['R44', 'FUCHU00003', ['juminhyo'], { ...NO_SEAL, ...noTax('noTaxData'), ...ELSEWHERE }],
    ['R43', 'FUCHU00004', ['juminhyo'], { ...NO_SEAL, ...noTax('noTaxData'), ...each(KOSEKI, 'kosekiUpdating') }],
    ['R46', 'FUCHU00005', ['juminhyo (katakanaNotPrinted)', ...FUCHU_TAX], { ...NO_SEAL, ...ELSEWHERE }],
    ['R45', 'FUCHU00006', ['inkan'], { juminhyo: 'transitionalResident', ...noTax('noTaxData'), ...ELSEWHERE }],
    ['R42', 'FUCHU00008', ['inkan'], { juminhyo: 'householdMoved', ...noTax('noTaxData'), ...ELSEWHERE }],
    ['R51', 'FUCHU00009', ['juminhyo'], { ...NO_SEAL, ...noTax('amendedReturn'), ...ELSEWHERE }],
    ['R50', 'FUCHU00010', ['juminhyo'], { ...NO_SEAL, ...noTax('notDeclared'), ...ELSEWHERE }],
    ['R59', 'FUCHU00011', ['juminhyo', ...FUCHU_TAX], { ...NO_SEAL, ...ELSEWHERE }],
    ['R66', 'MIHON00001', ['juminhyo', 'juminhyoKisai', 'inkan', ...KOSEKI], { sesshuShomei: 'typeNotOffered' }],
    [
      'R46',
      'MIHON00002',
      ['juminhyo (katakanaNotPrinted)', 'juminhyoKisai'],
      { ...NO_SEAL, ...ELSEWHERE, sesshuShomei: 'typeNotOffered' },
    ],
    ['R44', 'MIHON00003', ['juminhyo', 'juminhyoKisai', 'inkan'], { ...ELSEWHERE, sesshuShomei: 'typeNotOffered' }],
  ])('%s: %s gets %j and not %j', (_, short, gets, not) => {
    expect(answerTo(centreAt(DAY), short)).toEqual({ gets, not });
  });

  test.each<[string, string, string, readonly string[], Record<string, string>]>([
    [
      'R42: the move is over',
      'FUCHU00008',
      '2025-04-21T10:00:00',
      ['juminhyo', 'inkan'],
      { ...noTax('noTaxData'), ...ELSEWHERE },
    ],
    [
      'R43: entered',
      'FUCHU00004',
      '2025-04-25T10:00:00',
      ['juminhyo', ...KOSEKI],
      { ...NO_SEAL, ...noTax('noTaxData') },
    ],
    ['R51: entered', 'FUCHU00009', '2025-05-15T10:00:00', ['juminhyo', ...FUCHU_TAX], { ...NO_SEAL, ...ELSEWHERE }],
    [
      'R60: changing over',
      'SUSONO0001',
      '2025-06-05T10:00:00',
      ['juminhyo', 'inkan', 'kazeiShotoku 2024 (earlierTaxYearOnly)'],
      {},
    ],
    [
      'R60: not switched yet',
      'SUSONO0043',
      '2025-06-05T10:00:00',
      ['juminhyo'],
      { ...NO_SEAL, kazeiShotoku: 'taxYearNotSwitched' },
    ],
    ['R61: switched', 'SUSONO0043', '2025-06-10T10:00:00', ['juminhyo', 'kazeiShotoku 2025'], NO_SEAL],
    ['R67, R68: no fee is known', 'SUSONO0041', '2024-09-30T10:00:00', [], {}],
    [
      '2.3: 戸籍 in the evening',
      'MIHON00001',
      '2025-04-16T17:00:00',
      ['juminhyo', 'juminhyoKisai', 'inkan'],
      each([...KOSEKI], 'typeClosedNow'),
    ],
    [
      '2.3: 戸籍 on a Saturday',
      'MIHON00001',
      '2025-04-19T10:00:00',
      ['juminhyo', 'juminhyoKisai', 'inkan'],
      each([...KOSEKI], 'typeClosedNow'),
    ],
    [
      '2.3: 戸籍 on a holiday',
      'MIHON00001',
      '2025-04-29T10:00:00',
      ['juminhyo', 'juminhyoKisai', 'inkan'],
      each([...KOSEKI], 'typeClosedNow'),
    ],
  ])('%s: %s at %s', (_, short, moment, gets, not) => {
    const answer = answerTo(centreAt(moment), short);
    if (gets.length === 0) return expect(answer).toBe('typeNotOffered');
    const others = short.startsWith('MIHON') ? { sesshuShomei: 'typeNotOffered' } : {};
    expect(answer).toEqual({ gets, not: { ...not, ...others } });
  });

  test('R22: a certificate that is revoked now is refused at the next card', () => {
    const centre = centreAt(DAY);
    centre.revoke(cnOf('SUSONO0001'));
    expect(answerTo(centre, 'SUSONO0001')).toBe('certificateRevoked before the PIN');
  });

  test('R66: an application for a type that was refused is turned down with that reason, the session goes on', () => {
    const centre = centreAt(DAY);
    answerTo(centre, 'FUCHU00008');
    const asked = (typeId: string, persons: number[] = []): unknown =>
      centre.apply(KIOSK_ID, TRANSACTION, [{ typeId, options: {}, persons, copies: 1 }]);
    expect(asked('juminhyo', [1])).toMatchObject({ reason: 'householdMoved', scope: 'request' });
    expect(asked('kosekiTohon')).toMatchObject({ reason: 'honsekiElsewhere', scope: 'request' });
    expect(asked('nozei')).toMatchObject({ reason: 'typeNotOffered', scope: 'request' });
    expect(asked('inkan')).toMatchObject({ ok: true });
  });

  test('R45: a newborn 経過滞在者 of the household cannot stand on the 住民票, the others can', () => {
    const centre = centreAt(DAY);
    answerTo(centre, 'FUCHU00014');
    const asked = (persons: number[]): unknown =>
      centre.apply(KIOSK_ID, TRANSACTION, [{ typeId: 'juminhyo', options: {}, persons, copies: 1 }]);
    expect(asked([1, 2])).toMatchObject({ reason: 'transitionalResident', scope: 'request' });
    expect(asked([1])).toMatchObject({ ok: true });
  });
});

test('R54, 2.4: the items offered are those of the nationality of the household', () => {
  const itemsOf = (short: string): readonly string[] => {
    const centre = centreAt(DAY);
    const certificate = certificateOf(cnOf(short));
    const known = centre.present(KIOSK_ID, { transactionId: TRANSACTION, nonce: NONCE, certificate });
    if (!known.ok) throw new Error(known.reason);
    const message = signedMessage(KIOSK_ID, TRANSACTION, NONCE, known.value.challenge);
    const signed = cardSignature(createHash('sha256').update(message).digest());
    const answer = centre.authenticate(KIOSK_ID, TRANSACTION, signed);
    if (!answer.ok) throw new Error(answer.reason);
    return (answer.value.offers[0]?.options ?? []).map(({ optionId }) => optionId);
  };
  const foreign = ['kokusekiChiiki', 'zairyuCardNumber', 'zairyuShikaku'];
  expect(itemsOf('SUSONO0001')).toEqual(['honsekiHittosha', 'setainushiTsuzukigara', 'kojinBango']);
  expect(itemsOf('SUSONO0045')).toEqual(['setainushiTsuzukigara', 'kojinBango', ...foreign]);
  expect(itemsOf('MIHON00001')).toEqual(['honsekiHittosha', 'setainushiTsuzukigara']);
  expect(itemsOf('MIHON00002')).toEqual(['setainushiTsuzukigara', ...foreign]);
});

test('2.5: the fee of the made-up city is 10 yen until 2025-03-31, then 200 yen', () => {
  const feeAt = (moment: string): unknown => {
    const certificate = certificateOf(cnOf('MIHON00001'));
    const known = centreAt(moment).present(KIOSK_ID, { transactionId: TRANSACTION, nonce: NONCE, certificate });
    return known.ok && known.value.offers[0]?.fee_yen;
  };
  expect([feeAt('2025-03-31T22:00:00'), feeAt('2025-04-01T06:30:00')]).toEqual([10, 200]);
});

test('every reason that a person of the registers can get is a keyword with a code', () => {
  const reasons = new Set<string>();
  const collect = (answer: unknown): void => {
    if (typeof answer === 'string') reasons.add(answer.replace(' before the PIN', ''));
    else for (const reason of Object.values((answer as { not: Record<string, string> }).not)) reasons.add(reason);
  };
  for (const moment of [DAY, '2025-06-05T21:00:00', '2024-10-01T10:00:00', '2025-12-31T10:00:00']) {
    for (const cn of residents.keys()) collect(answerTo(centreAt(moment), cn.slice(0, 10)));
  }
  const known = Object.keys(REFUSALS);
  expect([...reasons].filter((reason) => !known.includes(reason))).toEqual([]);
  // The rest depends on the kiosk: a used transaction, a wrong signature, a certificate of nobody's authority.
  const missing = known.filter((keyword) => !reasons.has(keyword));
  expect(missing.toSorted()).toEqual(['certificateInvalid', 'signatureInvalid', 'transactionUsed']);
});
