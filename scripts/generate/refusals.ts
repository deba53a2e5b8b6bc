/** Every reason of a refusal with its number, messages and helper: `docs/refusals.md`, read off table, codes and words. */
import { CODES } from '../../src/base/codes.ts';
import { KIOSK_REFUSALS, REFUSALS, type Refusal } from '../../src/centre/refusals.ts';
import { words } from '../../src/words/words.ts';
import type { GeneratedFile } from '../generate.ts';

const HELPERS = {
  municipality: 'the municipality’s desk',
  callCentre: 'the My Number call centre',
  operator: 'the operator',
  none: '—',
} as const;

const REACH = { session: 'the session', type: 'one certificate' } as const;

const HEAD = ['Reason', 'No.', 'What ends', 'Japanese', 'English', 'Whom to call', 'Requirement'];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(refusals: Readonly<Record<string, Refusal>>): readonly string[] {
  const rows = Object.entries(refusals).map(([keyword, { code, requirement, scope }]) => {
    const [ja, en] = [words('ja').code(code), words('en').code(code)];
    return row([
      `\`${keyword}\``,
      String(CODES[code].number),
      REACH[scope],
      `**${ja.title}** ${ja.advice}`,
      `**${en.title}.** ${en.advice}`,
      HELPERS[ja.helper],
      requirement,
    ]);
  });
  return [row(HEAD), row(HEAD.map(() => '---')), ...rows];
}

/** See `scripts/generate.ts`. */
export function generate(): readonly GeneratedFile[] {
  const lines = [
    '# Refusals',
    '',
    'Made by `npm run generate` from `src/centre/refusals.ts`, `src/base/codes` and `src/words`: do not edit. The number stands on the',
    'screen, in the log and in the staff manual. Where the municipality is not known yet (before the centre has seen the card), the call',
    'centre’s number for card matters stands in place of the desk’s.',
    '',
    '## Said by the centre',
    '',
    'The reason is the keyword on the wire. Adult ward, restriction, support measure and death are one reason, `notEligible`: which it was',
    'is not sent, shown or logged (R40). Any other keyword is shown as `centreRefused`.',
    '',
    ...table(REFUSALS),
    '',
    '## Found at the kiosk',
    '',
    ...table(KIOSK_REFUSALS),
    '',
  ];
  return [{ path: 'docs/refusals.md', text: lines.join('\n') }];
}
