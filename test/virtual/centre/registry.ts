/**
 * The registers of the reference centre: fictional residents from JSON files, marked 見本. A card names its holder by
 * the subject CN of its user authentication certificate, which is 23 characters and says nothing else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const memberSchema = z.strictObject({
  personId: z.string().min(1),
  name: z.string().startsWith('見本'),
  kana: z.string(),
  birth: day,
  sex: z.enum(['男', '女']),
  relation: z.string(),
  honseki: z.string(),
  hittosha: z.string(),
  residentSince: day,
  /** 個人番号, fictional: 12 digits that no check digit makes valid. */
  kojinBango: z.string().regex(/^0{4}\d{8}$/),
  card: z.strictObject({ subjectCn: z.string().length(23), handedOver: day }).optional(),
  /** 印鑑登録 */
  seal: z.strictObject({ number: z.string(), registered: day }).optional(),
  /** 戸籍 the person stands in. */
  kosekiId: z.string().optional(),
  ward: z.boolean().optional(),
  restricted: z.boolean().optional(),
  movedOut: z.boolean().optional(),
});

const registerSchema = z.strictObject({
  municipalityId: z.string(),
  households: z.array(
    z.strictObject({
      householdId: z.string(),
      address: z.string(),
      /** A member's 転出 is under way (R42). */
      memberMoving: z.boolean().optional(),
      members: z.array(memberSchema).min(1),
    }),
  ),
  kosekis: z.array(
    z.strictObject({
      kosekiId: z.string(),
      honseki: z.string(),
      hittosha: z.string(),
      made: day,
      /** A 届出 is being entered (R43). */
      updating: z.boolean().optional(),
      persons: z.array(
        z.strictObject({
          name: z.string().startsWith('見本'),
          role: z.string(),
          birth: day,
          father: z.string(),
          mother: z.string(),
          relation: z.string(),
          events: z.array(z.string()),
        }),
      ),
    }),
  ),
});

export type Register = z.infer<typeof registerSchema>;
export type Household = Register['households'][number];
export type Member = z.infer<typeof memberSchema>;
export type Koseki = Register['kosekis'][number];

/** One citizen as found by the card. */
export interface Resident {
  readonly municipalityId: string;
  readonly household: Household;
  readonly member: Member;
  readonly koseki: Koseki | null;
}

/** Reads every register of a folder (default: the fictional ones beside this file). */
export function loadRegisters(folder = join(import.meta.dirname, 'residents')): Register[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => registerSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
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
