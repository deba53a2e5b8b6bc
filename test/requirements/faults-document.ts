/** Faults planted against what makes a paper the right one: binding, freshness, pages, time-outs and what runs here. */
import type { PlantedFault } from './requirement.ts';

const CHECK = ['test/unit/document-check.test.ts'];

/** A line of the document check that is left out. */
const unchecked = (find: string): PlantedFault => ({
  file: 'src/centre/document-check.ts',
  find,
  replace: '',
  tests: CHECK,
});

export const DOCUMENT_FAULTS: Readonly<Record<string, PlantedFault>> = {
  D1: unchecked("if (manifest.nonce !== expected.nonce) return 'nonce';"),
  D2: unchecked("if (manifest.subjectToken !== expected.subjectToken) return 'subject';"),
  D3: unchecked("if (new Set(digests).size !== digests.length) return 'pageTwice';"),
  D4: {
    file: 'src/cell/session.ts',
    find: '      if (pending !== mine) {',
    replace: '      if (pending !== null && pending !== mine) {',
    tests: ['test/unit/cell-session.test.ts'],
  },
  D5: {
    file: 'src/centre/document-check.ts',
    find: 'leaf !== index + 1 || of !== leaves.length',
    replace: 'leaf !== index + 1',
    tests: CHECK,
  },
  D6: unchecked(
    "if (manifest.issuedAt_epoch_ms < expected.requestedAt_epoch_ms - clock_drift_ms) return 'olderThanRequest';",
  ),
  D9: {
    file: 'src/kiosk/centre/fingerprint-bridge.ts',
    find: 'const isOurs = software === running.software && isExpected(set, result.value);',
    replace: 'const isOurs = true;',
    tests: ['test/unit/kiosk-fleet.test.ts'],
  },
  D12: {
    file: 'fsm/flow/request.ts',
    find: "{ guard: 'requestsChosen', target: '#fetching', actions: 'clearCode' },",
    replace: "{ guard: 'requestsChosen', target: '#pay', actions: 'beginDeposit' },",
    tests: ['test/unit/fsm-order.test.ts'],
  },
};
