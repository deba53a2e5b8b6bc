/** What each municipality of the reference centre issues, on its own authority: not read from the kiosk's local data. */
import type { Offer } from '../../../fsm/events.ts';
import type { Resident } from './registry.ts';

/** One municipality as the centre knows it. */
export interface CentreMunicipality {
  readonly municipalityId: string;
  readonly code: string;
  readonly name: string;
  readonly mayor: string;
  readonly offers: readonly Offer[];
}

const juminhyo = (fee_yen: number): Offer => ({
  typeId: 'juminhyo',
  fee_yen,
  options: ['honsekiHittosha', 'setainushiTsuzukigara', 'kojinBango'].map((optionId) => ({ optionId, preset: false })),
  scope: 'household',
  copies_max: 10,
});

const holderType = (typeId: string, fee_yen: number): Offer => ({
  typeId,
  fee_yen,
  options: [],
  scope: 'holder',
  copies_max: 10,
});

export const MUNICIPALITIES: readonly CentreMunicipality[] = [
  {
    municipalityId: 'susono',
    code: '222208',
    name: '裾野市',
    mayor: '裾野市長 見本 太郎',
    offers: [juminhyo(300), holderType('inkan', 300)],
  },
  {
    municipalityId: 'fuchu',
    code: '132063',
    name: '府中市',
    mayor: '府中市長 見本 花子',
    offers: [juminhyo(250), holderType('inkan', 250), holderType('kosekiTohon', 450)],
  },
];

/** What this citizen may have of it: registers decide (R42–R44, R47). */
export function offersFor(resident: Resident, offers: readonly Offer[]): Offer[] {
  return offers.filter(({ typeId }) => {
    if (typeId === 'juminhyo') return !resident.household.memberMoving;
    if (typeId === 'inkan') return resident.member.seal !== undefined;
    if (typeId === 'kosekiTohon') return resident.koseki !== null && !resident.koseki.updating;
    return false;
  });
}

/** Why this citizen is not served at all, as a keyword of the protocol, or null. `today` is a day like `2025-04-16`. */
export function refusalOf({ member }: Resident, today: string): string | null {
  if (member.movedOut) return 'movedOut';
  if (member.card?.handedOver === today) return 'cardIssuedToday';
  // Under 15 (R38), adult ward (R39), restricted (R40): one neutral answer, the screen must not say why.
  const fifteenth = `${Number(member.birth.slice(0, 4)) + 15}${member.birth.slice(4)}`;
  return today < fifteenth || member.ward || member.restricted ? 'notEligible' : null;
}
