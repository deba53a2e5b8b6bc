/** Faults planted against incidents: what stops, and who may close it. */
import type { PlantedFault } from './requirement.ts';

export const INCIDENT_FAULTS: Readonly<Record<string, PlantedFault>> = {
  D7: {
    file: 'src/kiosk/staff/staff-bridge.ts',
    find: '    if (ledger.openMismatches().some((open) => open.incident === incident)) return;\n',
    replace: '',
    tests: ['test/unit/kiosk-incidents.test.ts'],
  },
  D8: {
    file: 'src/kiosk/session/suspicion.ts',
    find: 'const STOPS_SERVICE = 2;',
    replace: 'const STOPS_SERVICE = 3;',
    tests: ['test/unit/kiosk-incidents.test.ts'],
  },
  D11: {
    file: 'fsm/flow/delivery.ts',
    find: "        { guard: 'foreignReported', target: 'returningFees' },\n",
    replace: '',
    tests: ['test/unit/fsm-foreign-paper.test.ts'],
  },
};
