/** The planted faults, by row. Each is a guard or a datum taken away. */
import { CHOICE_FAULTS } from './faults-choices.ts';
import { CATALOGUE_FAULTS } from './faults-catalogue.ts';
import { DOCUMENT_FAULTS } from './faults-document.ts';
import { INCIDENT_FAULTS } from './faults-incidents.ts';
import { PAPER_FAULTS } from './faults-paper.ts';
import { REFUSAL_FAULTS } from './faults-refusals.ts';
import { WAY_FAULTS } from './faults-way.ts';
import type { PlantedFault } from './requirement.ts';

const MONEY: Readonly<Record<string, PlantedFault>> = {
  R83: {
    file: 'src/ledger/promise.ts',
    find: 'const inFlight = input.coins_in_flight_max;',
    replace: 'const inFlight = 0;',
    tests: ['test/unit/promise.test.ts'],
  },
  R84: {
    file: 'src/ledger/sessions.ts',
    find: 'const change_yen = totals.credit_yen - totals.due_yen;',
    replace: 'const change_yen = 0;',
    tests: ['test/unit/ledger.test.ts'],
  },
};

/** A row that several parts hold has a fault in each. */
function joined(
  ...tables: readonly Readonly<Record<string, PlantedFault>>[]
): Readonly<Record<string, readonly PlantedFault[]>> {
  const all: Record<string, PlantedFault[]> = {};
  for (const [id, fault] of tables.flatMap((table) => Object.entries(table))) (all[id] ??= []).push(fault);
  return all;
}

export const FAULTS = joined(
  MONEY,
  CATALOGUE_FAULTS,
  CHOICE_FAULTS,
  REFUSAL_FAULTS,
  INCIDENT_FAULTS,
  WAY_FAULTS,
  DOCUMENT_FAULTS,
  PAPER_FAULTS,
);
