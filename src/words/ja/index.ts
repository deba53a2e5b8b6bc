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
import { STAFF } from './staff.ts';

/** All Japanese texts: the reference for keys and values. */
export const JA = {
  ...ACCESS,
  ...SCREENS,
  ...CERTIFICATES,
  ...CODE_TEXTS,
  ...GUIDE,
  ...HOURS,
  ...NOTICES,
  ...SPEECH,
  ...PAPER,
  ...PRINTER,
  ...STAFF,
} as const;
