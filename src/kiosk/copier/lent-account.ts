/**
 * What moved while the cash device was with the copier's own business, counted on both sides: by the devices (booked as foreign
 * movement) and by the copier. The two figures outlive a stop of either side: where counting began and what the copier told are
 * remembered in the books.
 *
 *     lent ─▶ begin (pieces by the books) ─▶ returned with the copier's figures ─▶ devices told theirs: end ─▶ compare
 *
 * Figures that come late, when citizens have paid again, are compared with what the devices had told by the end.
 */
import { z } from 'zod';
import type { Moved } from '../../api/methods/copier.ts';
import type { Ledger } from '../../ledger/contract.ts';

/** Under this name the books keep it. */
const ACCOUNT_MEMORY_ID = 'lent-account';

const pieces = z.array(z.strictObject({ denomination_yen: z.int(), count: z.int() })).max(20);
const accountSchema = z.strictObject({
  /** Pieces by the books when it was lent. */
  before: pieces,
  /** Doubts that were open then. */
  doubts: z.array(z.string()),
  /** Pieces by the books when the devices had told theirs; null until then. */
  after: pieces.nullable().default(null),
  /** Whether a doubt had come up by then. */
  doubtful: z.boolean().default(false),
  /** What the copier says it moved; null until it has told. */
  told: pieces.nullable(),
  /** What came of it; null until both sides have told. */
  result: z
    .strictObject({
      compared: z.enum(['equal', 'differs', 'unproved']),
      counts: z.array(z.strictObject({ denomination_yen: z.int(), devices: z.int(), copier: z.int() })),
    })
    .nullable(),
});
type Account = z.infer<typeof accountSchema>;
/** What came of holding both sides’ counts against each other, each denomination. */
export type Compared = NonNullable<Account['result']>;

type Books = Pick<Ledger, 'stock' | 'doubts' | 'memoryOf' | 'remember' | 'incident'>;

/** The account of the last lending; null when none was begun, or the books hold none of ours. */
export function readAccount(books: Pick<Books, 'memoryOf'>): Account | null {
  const memory = books.memoryOf(ACCOUNT_MEMORY_ID);
  if (memory === null) return null;
  try {
    return accountSchema.safeParse(JSON.parse(memory)).data ?? null;
  } catch {
    return null;
  }
}

const write = (books: Pick<Books, 'remember'>, account: Account): void =>
  books.remember(ACCOUNT_MEMORY_ID, JSON.stringify(account));

/** Pieces by denomination, over all units. */
function piecesOf(books: Pick<Books, 'stock'>): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { denomination_yen, count } of books.stock())
    sums.set(denomination_yen, (sums.get(denomination_yen) ?? 0) + count);
  return sums;
}

/** Pieces by denomination as they are kept. */
const kept = (sums: ReadonlyMap<number, number>): Account['before'] =>
  [...sums].map(([denomination_yen, count]) => ({ denomination_yen, count }));

/** The cash device goes: counting begins with what the books have. */
export function beginAccount(books: Books): void {
  write(books, {
    before: kept(piecesOf(books)),
    doubts: books.doubts().map(({ factId }) => factId),
    after: null,
    doubtful: false,
    told: null,
    result: null,
  });
}

/** True until the copier's figures and those of the devices were compared. */
export const isOpenAccount = (account: Account | null): account is Account => account?.result === null;

/** The devices have told what they counted: what moves from now on is no business of the copier's. Once. */
export function endAccount(books: Books): void {
  const account = readAccount(books);
  if (!isOpenAccount(account) || account.after !== null) return;
  const doubtful = books.doubts().some(({ factId }) => !account.doubts.includes(factId));
  write(books, { ...account, after: kept(piecesOf(books)), doubtful });
}

/** The copier told what it moved: kept before anything else is done with it. What it told first holds. */
export function tellAccount(books: Books, moved: Moved): void {
  const account = readAccount(books);
  if (isOpenAccount(account) && account.told === null) write(books, { ...account, told: [...moved] });
}

/** The devices have told theirs too: compares, once; what differs is an incident. Null when there is nothing to compare. */
export function settleAccount(books: Books): Compared | null {
  endAccount(books);
  const account = readAccount(books);
  if (account === null || account.told === null) return null;
  if (account.result !== null) return account.result;
  const counts = countsOf(account);
  const isDoubtful = account.doubtful;
  const isEqual = counts.every(({ devices, copier }) => devices === copier);
  const compared = isDoubtful ? 'unproved' : isEqual ? 'equal' : 'differs';
  const result = { compared, counts } as const;
  write(books, { ...account, result });
  if (!isEqual)
    books.incident(
      isDoubtful ? 'lentCountsUnproved' : 'lentCountsDiffer',
      counts
        .filter(({ devices, copier }) => devices !== copier)
        .map(({ denomination_yen, devices, copier }) => `${denomination_yen} yen: devices ${devices}, copier ${copier}`)
        .join('; '),
    );
  return result;
}

function countsOf({ before, after, told }: Account): Compared['counts'] {
  const now = new Map((after ?? []).map(({ denomination_yen, count }) => [denomination_yen, count]));
  const was = new Map(before.map(({ denomination_yen, count }) => [denomination_yen, count]));
  const copier = new Map<number, number>();
  for (const { denomination_yen, count } of told ?? [])
    copier.set(denomination_yen, (copier.get(denomination_yen) ?? 0) + count);
  return [...new Set([...was.keys(), ...now.keys(), ...copier.keys()])]
    .toSorted((a, b) => a - b)
    .map((denomination_yen) => ({
      denomination_yen,
      devices: (now.get(denomination_yen) ?? 0) - (was.get(denomination_yen) ?? 0),
      copier: copier.get(denomination_yen) ?? 0,
    }))
    .filter(({ devices, copier: theirs }) => devices !== 0 || theirs !== 0);
}
