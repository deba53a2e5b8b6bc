/** The screen that asks for the staff code. */
import { PIN_KEYS } from './start.ts';
import { action, caution, type Content, type Context } from './context.ts';
import { deskOf, NO_PARTS } from './staff-context.ts';

/** Asks for the staff code; while it is locked, says for how many minutes. */
export function staffCodeScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words, desk } = staff;
  const notices = [];
  if (desk.lockedFor_ms !== null) {
    notices.push(caution(words.text('staff.code.locked', { minutes: Math.ceil(desk.lockedFor_ms / 60_000) })));
  } else if (staff.staff.code !== null) notices.push(caution(words.text('staff.code.wrong')));
  const tries = desk.triesLeft === null ? null : words.text('staff.code.triesLeft', { tries: desk.triesLeft });
  const ready = desk.codeDigits > 0 && desk.lockedFor_ms === null && !staff.staff.busy;
  return {
    title: words.text('staff.code.title'),
    lead: [words.text(staff.staff.busy ? 'staff.code.checking' : 'staff.code.lead')],
    notices,
    pin: {
      digits: desk.codeDigits,
      length: desk.codeLength_max,
      label: words.text('staff.code.label'),
      tries,
      warn: tries !== null,
      delete: words.text('button.delete'),
      clear: words.text('button.clear'),
      keys: [...PIN_KEYS],
    },
    actions: [
      action('enterCode', 'primary', words.text('button.next'), { type: 'staff.enterCode' }, { enabled: ready }),
    ],
    staff: NO_PARTS,
  };
}
