import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExtract, type LedgerExtract } from '../../src/ledger/extract.ts';
import type { Story } from '../../test/stories/story.ts';
import { makePicture } from '../../test/virtual/printer/pictures.ts';
import type { Rig } from './rig.ts';

/** Unit of the books → place in the machine. */
const placeOf = (unitId: string): string => (unitId === 'notes' ? 'note-box' : unitId);

/** A third of the printer's resolution is enough to read a page. */
const HEIGHT_MAX = 2400;

/** Saves what lies in the exit as pictures and takes it; returns the number of sheets. */
export async function takePaper(rig: Rig, folder: string, story: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const sheets = rig.printer.takeOutput();
  for (const [index, sheet] of sheets.entries()) {
    for (let side = 0; side < sheet.sides; side += 1) {
      const png = await makePicture(sheet, side, HEIGHT_MAX);
      const name = `${story}-${String(index + 1).padStart(2, '0')}-${side === 0 ? 'front' : 'back'}.png`;
      if (png) writeFileSync(join(folder, name), png);
    }
  }
  return sheets.length;
}

function earnedOf(extract: LedgerExtract): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(extract.balances_yen)
      .filter(([name, yen]) => name.startsWith('fees:') && yen !== 0)
      .map(([name, yen]) => [name.slice('fees:'.length), -yen]),
  );
}

/** Differences between books and cash, in words; none when they agree. */
export function compareCash(rig: Rig, extract: LedgerExtract): string[] {
  const faults: string[] = [];
  for (const [unitId, rows] of Map.groupBy(extract.stock, (row) => row.unitId)) {
    for (const { denomination_yen, count } of rows) {
      const physical = rig.kit.places.count(placeOf(unitId), denomination_yen);
      if (physical !== count) {
        faults.push(`${unitId}: the books say ${count} × ${denomination_yen} yen, there are ${physical}`);
      }
    }
  }
  if (extract.openIntents > 0) faults.push(`${extract.openIntents} intents have no outcome`);
  if (extract.openSessions > 0) faults.push(`${extract.openSessions} sessions are not ended`);
  return faults;
}

/** What one story did, beside what it was to do. */
export interface StoryResult {
  readonly story: Story;
  readonly paid_yen: number;
  readonly sheets: number;
  readonly earned: Readonly<Record<string, number>>;
}

/** Fees earned since `before`, by municipality. */
export function earnedSince(before: LedgerExtract, after: LedgerExtract): Readonly<Record<string, number>> {
  const old = earnedOf(before);
  return Object.fromEntries(
    Object.entries(earnedOf(after))
      .map(([name, yen]) => [name, yen - (old[name] ?? 0)] as const)
      .filter(([, yen]) => yen !== 0),
  );
}

/** Differences between a story's end and what it says of it. */
export function compareStory({ story, paid_yen, sheets, earned }: StoryResult): string[] {
  const faults: string[] = [];
  const { ends } = story;
  if (paid_yen !== ends.citizenPaid_yen)
    faults.push(`${story.name}: paid ${paid_yen} yen, expected ${ends.citizenPaid_yen}`);
  if (sheets !== ends.sheets) faults.push(`${story.name}: ${sheets} sheets, expected ${ends.sheets}`);
  if (JSON.stringify(earned) !== JSON.stringify(ends.earned)) {
    faults.push(`${story.name}: earned ${JSON.stringify(earned)}, expected ${JSON.stringify(ends.earned)}`);
  }
  return faults;
}

/** What the books owe or have earned: fees, slips that are not settled, and what nobody can tell. */
function claims_yen({ balances_yen }: LedgerExtract): number {
  const claims = Object.entries(balances_yen).filter(
    ([name]) => /^(fees|slip):/.test(name) || ['disputed', 'unclaimed'].includes(name),
  );
  return claims.reduce((sum, [, yen]) => sum - yen, 0);
}

/** What a citizen has paid is earned, or stands on a slip: every yen of it. */
export function compareClaims(paid_yen: number, before: LedgerExtract, after: LedgerExtract): string[] {
  const booked_yen = claims_yen(after) - claims_yen(before);
  return booked_yen === paid_yen ? [] : [`the citizen is short of ${paid_yen} yen, the books answer for ${booked_yen}`];
}

/** Writes the books as a table that a person reads. */
export function writeExtract(file: string, extract: LedgerExtract): void {
  const rows = extract.transfers.map(
    (row) =>
      `${String(row.sequence).padStart(4)}  ${String(row.amount_yen).padStart(7)}  ${row.state.padEnd(7)}  ${row.debit} ← ${row.credit}  (${row.reason})`,
  );
  const balances = Object.entries(extract.balances_yen).map(([name, yen]) => `${String(yen).padStart(8)}  ${name}`);
  writeFileSync(
    file,
    ['entries: number, yen, state, debit ← credit', ...rows, '', 'balances (debit less credit)', ...balances, ''].join(
      '\n',
    ),
  );
}

export const extractOf = (rig: Rig): LedgerExtract => readExtract(rig.ledgerFile);
