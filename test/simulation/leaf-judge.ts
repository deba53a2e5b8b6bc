/** Judges a sale after a fault of the printer: raw rows, sheets of paper, what the screen said and what the centre was told. */
import { expect } from 'vitest';
import type { Sheet } from '../virtual/printer/sheet.ts';
import { expectBooksEqualPhysics, expectClosedSessionsEmpty, expectEveryIntentConcluded } from './checkers.ts';
import { expectMoneyAccountedFor, expectNoFreePaper } from './money-checks.ts';
import type { World } from './world.ts';

/** How it ended, in a few words that a table can hold; `failures` where citizen, books, centre and paper do not agree. */
export interface LeafOutcome {
  readonly struck: boolean;
  readonly outcome: string;
  readonly failures: readonly string[];
}

/** What is known of a sale beside its rows. */
export interface LeafEvidence {
  readonly struck: boolean;
  readonly taken: readonly Sheet[];
  readonly crumpled: readonly Sheet[];
  readonly told: { readonly sheets: string | null; readonly claims: readonly string[] };
}

interface LeafRow {
  readonly intent_id: string;
  readonly set_index: number;
  readonly leaf: number;
  readonly result: string;
  readonly strays: string | null;
}

const LEAF_ROWS = `SELECT i.intent_id, json_extract(i.about, '$.set') AS set_index, json_extract(i.about, '$.leaf') AS leaf, o.result,
    (SELECT group_concat(cause) FROM stray_sheet s WHERE s.intent_id = i.intent_id) AS strays
  FROM intent i JOIN outcome o USING (intent_id) WHERE json_extract(i.about, '$.kind') = 'printLeaf' ORDER BY i.sequence`;

const nameOf = (intentId: string): string => `madoguchi-${intentId}`;

/** A leaf is out as often as the books say; more of it, or a crumpled one, is asked about. */
function judgePaper(rows: readonly LeafRow[], { taken, crumpled }: LeafEvidence): string[] {
  const wrong: string[] = [];
  let again = 0;
  const count = (sheets: readonly Sheet[], id: string): number =>
    sheets.filter(({ jobName }) => jobName === nameOf(id)).length;
  for (const { intent_id, set_index, leaf, result, strays } of rows) {
    const out = count(taken, intent_id);
    const causes = strays?.split(',') ?? [];
    const at = `leaf ${leaf + 1} of set ${set_index}`;
    if (result === 'done' && out === 0) wrong.push(`${at} is done and lies nowhere`);
    if (result === 'unknown' && causes.length === 0) wrong.push(`${at} is unknown and nobody is asked for it`);
    const told = result === 'done' ? 1 : 0;
    // Which leaf a printer prints once more by itself, its counters do not tell: the sheet is asked about all the same.
    if (result !== 'unknown') again += out - told;
    if (count(crumpled, intent_id) > causes.length) wrong.push(`a crumpled sheet of ${at} is not asked about`);
  }
  const asked = rows.filter(({ strays }) => strays?.includes('reprint') ?? false).length;
  if (again > 0 && asked === 0) wrong.push(`${again} sheets came out once more, of which nobody is told`);
  const leaves = new Map<string, number>();
  for (const { set_index, leaf, result } of rows)
    if (result !== 'notDone') leaves.set(`${set_index}/${leaf}`, (leaves.get(`${set_index}/${leaf}`) ?? 0) + 1);
  for (const [at, orders] of leaves) if (orders > 1) wrong.push(`${at} was ordered again after it may have come out`);
  return wrong;
}

interface Fees {
  readonly earned: number;
  readonly returned: number;
  readonly disputed: number;
}

function feesOf({ database }: World): Fees {
  const rows = database
    .prepare<[], { event: keyof Fees; sets: number }>('SELECT event, COUNT(*) AS sets FROM set_event GROUP BY event')
    .all();
  return { earned: 0, returned: 0, disputed: 0, ...Object.fromEntries(rows.map(({ event, sets }) => [event, sets])) };
}

/** A fee goes with the leaves of its set, and whoever is owed a look has a number that was shown. */
function judgeFees(world: World, rows: readonly LeafRow[], { told }: LeafEvidence): string[] {
  const { database } = world;
  const wrong: string[] = [];
  const sets = database
    .prepare<[], { set_index: number; leaves: number; event: string | null }>(
      'SELECT set_index, leaves, event FROM certificate_set LEFT JOIN set_event USING (session_id, set_index)',
    )
    .all();
  for (const { set_index, leaves, event } of sets) {
    const of = rows.filter((row) => row.set_index === set_index);
    const done = new Set(of.filter(({ result }) => result === 'done').map(({ leaf }) => leaf)).size;
    const isUnknown = of.some(({ result }) => result === 'unknown');
    const right = isUnknown ? 'disputed' : done === leaves ? 'earned' : 'returned';
    // Nothing was charged yet.
    if (event !== right && !(event === null && done === 0))
      wrong.push(`the fee of set ${set_index} is ${event}, not ${right}`);
  }
  const slips = database.prepare('SELECT claim_number FROM slip').pluck().all() as string[];
  for (const claim of slips) if (!told.claims.includes(claim)) wrong.push(`slip ${claim} was never shown`);
  return wrong;
}

/** The centre hears once how it ended, of every set that is unknown, and of every sheet that is asked about. */
function judgeCentre(world: World, rows: readonly LeafRow[]): string[] {
  const { centre, database } = world;
  const wrong: string[] = [];
  const ends = centre.commits.filter(({ point }) => point === 'delivered' || point === 'abandoned');
  if (ends.length !== 1) wrong.push(`the centre heard ${ends.length} ends`);
  const unknown = [...new Set(rows.filter(({ result }) => result === 'unknown').map(({ set_index }) => set_index))];
  const heard = ends[0]?.detail['unknownSets'] ?? [];
  if (JSON.stringify(heard) !== JSON.stringify(unknown)) wrong.push('the centre does not know which sets are unknown');
  const strays = database.prepare('SELECT reference FROM stray_sheet').pluck().all();
  const told = centre.commits.filter(({ point }) => point === 'sheet').map(({ detail }) => detail['reference']);
  if (JSON.stringify(told) !== JSON.stringify(strays))
    wrong.push('the centre does not know which sheets are asked about');
  return wrong;
}

/** The number of sheets that the last screen says is the number that came out for certain. */
function judgeScreen(rows: readonly LeafRow[], { told }: LeafEvidence): string[] {
  const done = rows.filter(({ result }) => result === 'done').length;
  const isUnknown = rows.some(({ result }) => result === 'unknown');
  if (told.sheets === null) return done > 0 ? ['the citizen was never told to take the sheets'] : [];
  const wrong: string[] = [];
  if (done > 0 && !told.sheets.includes(`${done}枚`))
    wrong.push(`the screen does not say ${done} sheets: ${told.sheets}`);
  if (isUnknown && !/確認できません/.test(told.sheets)) wrong.push('the screen calls an unknown sheet certain');
  return wrong;
}

/** In words: what the citizen has, what the books hold open. */
function outcomeOf(world: World, rows: readonly LeafRow[]): string {
  const { earned, returned, disputed } = feesOf(world);
  const strays = rows.flatMap(({ strays: causes }) => causes?.split(',') ?? []);
  const foreign = world.database
    .prepare("SELECT COUNT(*) FROM incident WHERE code = 'printerForeignJob'")
    .pluck()
    .get();
  return [
    earned > 0 ? `${earned} delivered` : '',
    returned > 0 ? `${returned} given back` : '',
    disputed > 0 ? `${disputed} in dispute` : '',
    ...[...new Set(strays)].map((cause) => `sheet asked (${cause})`),
    Number(foreign) > 0 ? 'foreign job noted' : '',
    earned + returned + disputed === 0 ? 'not charged' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function attempt(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message.split('\n')[0]! : String(error)];
  }
}

/** Judges everything; the rows must be at rest. */
export function judgeLeaves(world: World, evidence: LeafEvidence): LeafOutcome {
  const rows = world.database.prepare<[], LeafRow>(LEAF_ROWS).all();
  const sheets = evidence.taken.map(({ jobName }) => jobName);
  const failures = [
    ...attempt(() => expectEveryIntentConcluded(world)),
    ...attempt(() => expectClosedSessionsEmpty(world)),
    ...attempt(() => expectBooksEqualPhysics(world)),
    ...attempt(() => expectMoneyAccountedFor(world, 0)),
    ...attempt(() => expectNoFreePaper(world, sheets)),
    ...attempt(() => expect(world.view().screen, 'the kiosk is free again').toBe('idle')),
    ...judgePaper(rows, evidence),
    ...judgeFees(world, rows, evidence),
    ...judgeCentre(world, rows),
    ...judgeScreen(rows, evidence),
  ];
  return { struck: evidence.struck, outcome: outcomeOf(world, rows), failures };
}
