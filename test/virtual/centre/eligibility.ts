/** Whom the reference centre refuses, and what: the rules of R32–R51 and 2.4 on the registers. Pure. */
import type { Offer } from '../../../fsm/events.ts';
import {
  generalOffers,
  offerOf,
  taxYearOn,
  type CentreMunicipality,
  type CentreType,
  type TokyoTime,
  type TypeRefusal,
} from './catalogue.ts';
import type { Member, Resident, TaxRecord } from './registry.ts';

const VARIATION_SELECTORS = /[\u{E0100}-\u{E01EF}]/gu;
const FIFTEEN_YEARS = 15;

/** Why this citizen is not served at all, as a keyword of the protocol, or null. `today` is a day like `2025-04-16`. */
export function refusalOf({ member }: Resident, municipality: CentreMunicipality, today: string): string | null {
  // Death, ward, restriction and support measure: one neutral answer, the screen must not say why (R39, R40).
  const died = member.died !== undefined && member.died <= today;
  if (died || member.ward || member.restricted || member.supportMeasure) return 'notEligible';
  if (member.movesOut && member.movesOut.declared <= today) return 'movedOut';
  const fifteenth = `${Number(member.birth.slice(0, 4)) + FIFTEEN_YEARS}${member.birth.slice(4)}`;
  if (today < fifteenth) return 'underFifteen';
  if (member.card?.continuedUse === today) return 'continuedUseTomorrow';
  if (member.residentSince === today) return 'movedInToday';
  if (municipality.rules.usableFrom === 'nextDay' && member.card?.handedOver === today) return 'cardIssuedToday';
  if (member.gaijiPending) return 'gaijiPending';
  const characters = Array.from(member.name.replaceAll(VARIATION_SELECTORS, '')).length;
  return characters > municipality.name_characters_max ? 'nameTooLong' : null;
}

/** What this citizen may have of it, and each type that they may not, with its reason. */
export function personalOffers(
  resident: Resident,
  municipality: CentreMunicipality,
  now: TokyoTime,
): { offers: Offer[]; refusals: TypeRefusal[] } {
  const general = generalOffers(municipality, now);
  const offers: Offer[] = [];
  const refusals = [...general.refusals];
  for (const { typeId } of general.offers) {
    const type = municipality.types.find((candidate) => candidate.typeId === typeId);
    if (!type) continue;
    const reason = typeRefusal(resident, municipality, type, now.day);
    const offer = offerOf(municipality, type, now.day, nationalitiesOf(resident, type));
    if (reason !== null) refusals.push({ typeId, reason });
    else if (offer) offers.push(withNotices(offer, type, resident, municipality));
  }
  return { offers, refusals };
}

/** Nationalities among those who may stand on the paper. */
function nationalitiesOf({ household, member }: Resident, { scope }: CentreType): ('japanese' | 'foreign')[] {
  const members = scope === 'household' ? household.members : [member];
  const foreign = members.some((each) => each.foreign !== undefined);
  const japanese = members.some((each) => each.foreign === undefined);
  return [...(japanese ? (['japanese'] as const) : []), ...(foreign ? (['foreign'] as const) : [])];
}

/** R46: somebody of the household has a カタカナ併記名, which will not be printed. */
function withNotices(
  offer: Offer,
  { typeId }: CentreType,
  { household }: Resident,
  { rules }: CentreMunicipality,
): Offer {
  const hasKatakana = household.members.some(({ foreign }) => foreign?.katakana !== undefined);
  if (typeId !== 'juminhyo' || !rules.katakanaNotice || !hasKatakana) return offer;
  return { ...offer, notices: [...(offer.notices ?? []), 'katakanaNotPrinted'] };
}

/** Why this citizen cannot have one type today, or null. */
function typeRefusal(
  resident: Resident,
  municipality: CentreMunicipality,
  type: CentreType,
  today: string,
): string | null {
  switch (type.kind) {
    case 'resident':
      if (municipality.rules.transitionalRefused && resident.member.foreign?.transitional)
        return 'transitionalResident';
      return municipality.rules.householdWaitsForMove && isMemberMoving(resident, today) ? 'householdMoved' : null;
    case 'seal':
      return resident.member.seal ? null : 'noSealRegistration';
    case 'koseki':
      return kosekiRefusal(resident, today);
    case 'tax':
      return taxRefusal(resident.member, municipality, today);
  }
}

/** R42: another member has given notice of moving out and has not left yet. */
function isMemberMoving({ household, member }: Resident, today: string): boolean {
  return household.members.some(
    ({ personId, movesOut }) =>
      personId !== member.personId && movesOut && movesOut.declared <= today && today <= movesOut.leaves,
  );
}

/** R43, R44: 本籍 and residence must both be here, and nothing being entered. */
function kosekiRefusal({ koseki }: Resident, today: string): string | null {
  if (koseki === null) return 'honsekiElsewhere';
  const { updating } = koseki;
  return updating && updating.notified <= today && today < updating.entered ? 'kosekiUpdating' : null;
}

/** R48–R51, R60. */
function taxRefusal({ tax = [] }: Member, municipality: CentreMunicipality, today: string): string | null {
  const { year, isChangeover } = taxYearOn(municipality, today);
  const record = tax.find((candidate) => candidate.year === year);
  if (!record) return isChangeover && tax.some((later) => later.year > year) ? 'taxYearNotSwitched' : 'noTaxData';
  if (record.declared === null) return 'notDeclared';
  if (record.amended && record.amended.filed <= today && today < record.amended.entered) return 'amendedReturn';
  return municipality.tax.taxedOnly && taxOf_yen(record) === 0 ? 'noTaxData' : null;
}

/** 市・県民税 of a 年度. */
export const taxOf_yen = ({ cityTax_yen = 0, prefectureTax_yen = 0 }: TaxRecord): number =>
  cityTax_yen + prefectureTax_yen;
