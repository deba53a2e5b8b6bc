import type { CitizenKey } from '../contract.ts';
import { ACCESS } from './access.ts';
import { CERTIFICATES } from './certificates.ts';
import { CODE_TEXTS } from './codes.ts';
import { GUIDE } from './guide.ts';
import { HOURS } from './hours.ts';
import { NOTICES } from './notices.ts';
import { PAPER } from './paper.ts';
import { PRINTER } from './printer.ts';
import { SCREENS } from './screens.ts';
import { SPEECH } from './speech.ts';

/** All texts of citizens in Vietnamese. */
export const VI: Readonly<Record<CitizenKey, string>> = {
  ...ACCESS,
  ...SCREENS,
  ...CERTIFICATES,
  ...CODE_TEXTS,
  ...HOURS,
  ...GUIDE,
  ...NOTICES,
  ...SPEECH,
  ...PAPER,
  ...PRINTER,
};
