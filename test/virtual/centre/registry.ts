/**
 * The registers of the reference centre: fictional residents from JSON files, marked 見本. A card names its holder by
 * the subject CN of its user authentication certificate, which is 23 characters and says nothing else.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A day of Tokyo time, `2025-04-16`; days compare as text. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const specimen = z.string().startsWith('見本');
const yen = z.int().nonnegative();

/** What one 年度 knows of a person. */
const taxSchema = z.strictObject({
  /** 年度 as a western year: 2024 = 令和6年度, for the income of 2023. */
  year: z.int().min(2015).max(2100),
  /** How the income became known; null: nobody declared anything (R49). */
  declared: z.enum(['salaryReport', 'pensionReport', 'taxReturn', 'municipalReturn']).nullable(),
  /** 被扶養者 of somebody else without a declaration of their own (R50). */
  dependant: z.boolean().optional(),
  /** 修正申告 or the like: not issued from `filed` until `entered` (R51). */
  amended: z.strictObject({ filed: day, entered: day }).optional(),
  income_yen: z.record(z.string(), yen).optional(),
  totalIncome_yen: yen.optional(),
  deductions_yen: yen.optional(),
  cityTax_yen: yen.optional(),
  prefectureTax_yen: yen.optional(),
  dependants: z.int().nonnegative().optional(),
});

const foreignSchema = z.strictObject({
  /** 国籍・地域 */
  nationality: z.string(),
  /** 在留カード等の番号, fictional. */
  zairyuCard: z.string().regex(/^XX0{4}\d{4}XX$/),
  /** 在留資格 */
  zairyuShikaku: z.string(),
  stayUntil: day.optional(),
  /** カタカナ併記名: registered, and not printed at a kiosk (R46). */
  katakana: z.string().optional(),
  /** 出生による経過滞在者 (R45) */
  transitional: z.boolean().optional(),
});

const cardSchema = z.strictObject({
  subjectCn: z.string().length(23),
  handedOver: day,
  /** Last day of its certificate, where it is not the deck's usual one (R24). */
  expires: day.optional(),
  /** Day of the 継続利用 procedure of a card that another municipality issued: usable from the next day (2.4). */
  continuedUse: day.optional(),
  /** What a person at the bench can see with this card. */
  shows: z.strictObject({ ja: z.string(), en: z.string() }),
});

const memberSchema = z.strictObject({
  personId: z.string().min(1),
  name: specimen,
  kana: z.string(),
  birth: day,
  sex: z.enum(['男', '女']),
  relation: z.string(),
  /** 本籍 and 筆頭者: Japanese citizens have them. */
  honseki: z.string().optional(),
  hittosha: specimen.optional(),
  residentSince: day,
  /** 個人番号, fictional: 12 digits that no check digit makes valid. */
  kojinBango: z.string().regex(/^0{4}\d{8}$/),
  foreign: foreignSchema.optional(),
  card: cardSchema.optional(),
  /** 印鑑登録 */
  seal: z.strictObject({ number: z.string(), registered: day }).optional(),
  /** 戸籍 of this municipality in which the person stands. */
  kosekiId: z.string().optional(),
  tax: z.array(taxSchema).optional(),
  /** 成年被後見人 (R39) */
  ward: z.boolean().optional(),
  /** 交付制限 (R40) */
  restricted: z.boolean().optional(),
  /** 支援措置 (2.4) */
  supportMeasure: z.boolean().optional(),
  died: day.optional(),
  /** 転出: `declared` closes the service to the mover (R41); the household waits until `leaves` has passed (R42). */
  movesOut: z.strictObject({ declared: day, leaves: day }).optional(),
  /** A character of the name is being made (2.4). */
  gaijiPending: z.boolean().optional(),
});

const kosekiSchema = z.strictObject({
  kosekiId: z.string(),
  honseki: z.string(),
  hittosha: specimen,
  made: day,
  /** A 届出 is being entered: closed from `notified` until `entered` (R43). */
  updating: z.strictObject({ notified: day, entered: day }).optional(),
  persons: z.array(
    z.strictObject({
      name: specimen,
      role: z.string(),
      birth: day,
      father: z.string(),
      mother: z.string(),
      relation: z.string(),
      events: z.array(z.string()),
      /** 附票: addresses since the 戸籍 was made. */
      addresses: z.array(z.strictObject({ since: day, address: z.string() })).optional(),
    }),
  ),
});

const registerSchema = z.strictObject({
  municipalityId: z.string(),
  households: z.array(
    z.strictObject({ householdId: z.string(), address: z.string(), members: z.array(memberSchema).min(1) }),
  ),
  kosekis: z.array(kosekiSchema),
});

export type Register = z.infer<typeof registerSchema>;
export type Household = Register['households'][number];
export type Member = z.infer<typeof memberSchema>;
export type Koseki = z.infer<typeof kosekiSchema>;
export type TaxRecord = z.infer<typeof taxSchema>;

/** One citizen as found by the card. */
export interface Resident {
  readonly municipalityId: string;
  readonly household: Household;
  readonly member: Member;
  readonly koseki: Koseki | null;
}

const DEFAULT_FOLDER = join(import.meta.dirname, 'residents');

/** Reads every register of a folder (default: the fictional ones beside this file). */
export function loadRegisters(folder = DEFAULT_FOLDER): Register[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => registerSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

const revokedSchema = z.array(
  z.strictObject({ subjectCn: z.string().length(23), from: day, reason: z.enum(['declined', 'lost', 'replaced']) }),
);

/** A certificate that is not good any more, from the beginning of a day (R22, R23). */
export type Revoked = z.infer<typeof revokedSchema>[number];

/** The revocation list (default: the one beside this file); a missing file is an empty list. */
export function loadRevoked(file = join(import.meta.dirname, 'revoked.json')): Revoked[] {
  return existsSync(file) ? revokedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** Residents by the CN of their card's certificate. */
export function residentsByCn(registers: readonly Register[]): ReadonlyMap<string, Resident> {
  const found = new Map<string, Resident>();
  for (const { municipalityId, households, kosekis } of registers) {
    for (const household of households) {
      for (const member of household.members) {
        if (!member.card) continue;
        const koseki = kosekis.find(({ kosekiId }) => kosekiId === member.kosekiId) ?? null;
        if (found.has(member.card.subjectCn)) throw new Error(`two residents with the card ${member.card.subjectCn}`);
        found.set(member.card.subjectCn, { municipalityId, household, member, koseki });
      }
    }
  }
  return found;
}
