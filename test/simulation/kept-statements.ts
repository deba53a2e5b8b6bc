import type { LedgerDatabase } from '../../src/ledger/database.ts';

type Statement = ReturnType<LedgerDatabase['prepare']>;

/**
 * A database handle that prepares every text once, for all the kiosks and checkers of a world: preparing cost a tenth of a
 * walk. A statement that was plucked for one caller gives rows again to the next; no text is asked for again while its rows
 * are still being walked.
 */
export function withKeptStatements(database: LedgerDatabase): LedgerDatabase {
  const kept = new Map<string, Statement>();
  const prepare = database.prepare.bind(database) as (source: string) => Statement;
  const keeping = (source: string): Statement => {
    const known = kept.get(source);
    if (known) return known.reader ? known.raw(false).pluck(false) : known;
    const fresh = prepare(source);
    kept.set(source, fresh);
    return fresh;
  };
  return Object.assign(database, { prepare: keeping as LedgerDatabase['prepare'] });
}
