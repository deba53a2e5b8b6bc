import type { CodeName } from '../../base/codes.ts';
import { CARD_JA } from './card.ts';
import { CASH_JA } from './cash.ts';
import { CENTRE_JA } from './centre.ts';
import type { CodeJa } from './contract.ts';
import { COPIER_JA } from './copier.ts';
import { DOCUMENT_JA } from './document.ts';
import { FLEET_JA } from './fleet.ts';
import { PAPER_JA } from './paper.ts';
import { SCREEN_JA } from './screen.ts';
import { STAFF_JA } from './staff.ts';
import { START_JA } from './start.ts';
import { TECHNICIAN_JA } from './technician.ts';

/** Cause and remedy of every code in Japanese. */
export const CODES_JA: Readonly<Record<CodeName, CodeJa>> = {
  ...START_JA,
  ...COPIER_JA,
  ...FLEET_JA,
  ...CARD_JA,
  ...CASH_JA,
  ...PAPER_JA,
  ...CENTRE_JA,
  ...DOCUMENT_JA,
  ...SCREEN_JA,
  ...STAFF_JA,
  ...TECHNICIAN_JA,
};
