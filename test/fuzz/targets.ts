import { cardTarget } from './card.ts';
import { CASH_LINE_TARGETS } from './cash-lines.ts';
import type { FuzzTarget } from './contract.ts';
import { FRAME_TARGETS } from './frames.ts';
import { HID_TARGETS } from './hid.ts';
import { PARSER_TARGETS } from './parsers.ts';
import { SHEET_TARGETS } from './sheets.ts';
import { PRINTER_TARGETS } from './printer.ts';

/** Everything that reads what others wrote. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  ...FRAME_TARGETS,
  ...CASH_LINE_TARGETS,
  cardTarget,
  ...HID_TARGETS,
  ...PARSER_TARGETS,
  ...SHEET_TARGETS,
  ...PRINTER_TARGETS,
];
