/**
 * Every fault of the printer at every moment of a sale of two copies of two sheets, mended soon and not at all: citizen, books, centre and
 * paper agree, or a slip, a dispute or a sheet that is asked about stands. Prints the table. `--count N` plays N cases, spread over all.
 */
import { LEAF_FAULTS, LEAF_MOMENTS, PATIENCES, playLeafFault } from '../../test/simulation/leaf-faults.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

interface Played {
  readonly fault: string;
  readonly patience: string;
  readonly moment: string;
  readonly outcome: string;
}

/** One line a fault and patience: moments that end alike stand together. */
function printTable(played: readonly Played[]): void {
  const rows = Map.groupBy(played, ({ fault, patience }) => `${fault}, ${patience}`);
  for (const [name, cases] of rows) {
    const byOutcome = Map.groupBy(cases, ({ outcome }) => outcome);
    process.stdout.write(`${name}\n`);
    for (const [outcome, alike] of byOutcome)
      process.stdout.write(`    ${outcome}: ${alike.map(({ moment }) => moment).join(', ')}\n`);
  }
}

export async function prove({ count }: ProofOptions): Promise<ProofResult> {
  const all = LEAF_FAULTS.flatMap((fault) =>
    PATIENCES.flatMap((patience) => LEAF_MOMENTS.map((moment) => ({ fault, patience, moment }))),
  );
  const most = Math.min(count ?? all.length, all.length);
  const cases = Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]!);
  const played: Played[] = [];
  const failures: string[] = [];
  for (const { fault, patience, moment } of cases) {
    const name = `${fault.name}, ${patience}, ${moment.name}`;
    try {
      const { struck, outcome, failures: found } = playLeafFault(fault, moment, patience);
      if (!struck) failures.push(`${name}: the moment never came`);
      failures.push(...found.map((what) => `${name}: ${what}`));
      played.push({ fault: fault.name, patience, moment: moment.name, outcome });
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  printTable(played);
  const outcomes = new Set(played.map(({ outcome }) => outcome)).size;
  return {
    counts: { cases: cases.length, faults: LEAF_FAULTS.length, moments: LEAF_MOMENTS.length, outcomes },
    failures,
  };
}
