/** Faults planted against paper: sheets accounted for, what jams, receipts, and the layers against forgery. */
import type { PlantedFault } from './requirement.ts';

/** Rows of printed paper; what the flow guards of them stands in `faults-way.ts`. */
export const PAPER_FAULTS: Readonly<Record<string, PlantedFault>> = {
  R85: {
    file: 'src/kiosk/print/print-bridge.ts',
    find: "const again = on === 'receiptPrinter' && outcome === 'notDone' && settings.receiptFallback !== false;",
    replace: 'const again = false;',
    tests: ['test/simulation/receipt-paper.test.ts'],
  },
  R87: {
    file: 'src/kiosk/print/print-queue.ts',
    find: 'if (!job || hold(intentId, job, code, detail)) return;',
    replace: 'if (!job) return;',
    tests: ['test/simulation/leaf-faults.test.ts'],
  },
  R92: {
    file: 'src/kiosk/print/print-queue.ts',
    find: "(code === 'printerForeignJob' && about.kind === 'printLeaf' && about.leaf === 0)",
    replace: "code === 'printerForeignJob'",
    tests: ['test/simulation/leaf-faults.test.ts'],
  },
  R93: {
    file: 'src/api/view/finish.ts',
    find: "  if (part) return caution(words.text('takeItems.part', { done }));\n",
    replace: '',
    tests: ['test/unit/view-printer.test.ts'],
  },
  R94: {
    file: 'src/api/view/finish.ts',
    find: "  if (item === 'certificate' && done > 0) return words.text('takeItems.certificates', { done });\n",
    replace: '',
    tests: ['test/unit/view-printer.test.ts'],
  },
  R95: {
    file: 'src/ledger/ledger.ts',
    find: '        strays.strayAfterOutcome(books, outcome);\n',
    replace: '',
    tests: ['test/unit/ledger-stray.test.ts'],
  },
  R96: {
    file: 'src/paper/layers/layers.ts',
    find: '[BACK.code, BACK.secret, BACK.mark].map(',
    replace: '[BACK.secret, BACK.mark].map(',
    tests: ['test/paper/layers.test.ts'],
  },
  R97: {
    file: 'src/paper/layers/mark.ts',
    find: 'separation.hidden.coverage_percent : 0',
    replace: '10 : 0',
    tests: ['test/paper/layers.test.ts'],
  },
  R98: {
    file: 'src/paper/layers/layers.ts',
    find: '  drawPattern(onto, settings.front, keptCells(front, PRINTABLE, clear));\n',
    replace: '  void [onto, settings, front, clear];\n',
    tests: ['test/paper/layers.test.ts'],
  },
  R99: {
    file: 'src/api/view/finish.ts',
    find: "...(trouble === null ? [words.text('printing.sealed')] : [])",
    replace: '',
    tests: ['test/unit/view-printer.test.ts'],
  },
  R111: {
    file: 'src/kiosk/staff/staff-bridge.ts',
    find: '    if (ledger.openStrays().some((open) => open.incident === incident)) return;\n',
    replace: '',
    tests: ['test/simulation/jam-staff.test.ts'],
  },
};
