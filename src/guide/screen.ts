/** What is said when a screen appears. */
import type { View } from '../api/messages.ts';
import type { Words } from '../words/contract.ts';
import { words } from '../words/words.ts';
import type { Saying } from './contract.ts';
import { formSaid } from './form-places.ts';
import { placesOf, wayOn } from './places.ts';
import { codeSaid, slipSaid, ticksSaid } from './readings.ts';
import { acceptedOf, fixed, moneySaid, passing, phoneOf, timeLeftSaid, utterance } from './say.ts';

/** The guidance of everybody: one sentence a screen, from the words alone. */
function guidance(view: View): Saying[] {
  return view.speech === null ? [] : [utterance(view.speech, view.locale)];
}

/** How many there are to choose from, or how to go on. */
function waySaid(view: View): Saying[] {
  const { locale } = view;
  const said = words(locale);
  const places = placesOf(view);
  const choices = places.filter(({ kind }) => kind === 'choice');
  const go = wayOn(places);
  const label = go?.label[0]?.text.replace(/[.。]$/u, '') ?? null;
  return [
    ...(choices.length > 1
      ? passing('guide.hint', [said.text('guide.choices', { count: choices.length })], locale)
      : []),
    ...(label === null ? [] : passing('guide.hint', [said.text('guide.goOn', { label })], locale)),
    ...(choices.length === 0 && go === null && view.cancel === null ? [fixed('speak.wait', locale)] : []),
  ];
}

function pinSaid(view: View, pin: NonNullable<View['pin']>): Saying[] {
  const { locale } = view;
  return [
    ...passing('guide.notice', [pin.tries], locale),
    fixed('speak.pinKeys', locale),
    ...(pin.digits > 0 ? digitsSaid(view, pin) : []),
  ];
}

/** How many digits are in; never which. */
export function digitsSaid({ locale }: View, { digits, length }: NonNullable<View['pin']>): Saying[] {
  return [
    ...passing('guide.state', [words(locale).text('guide.digits', { digits, length })], locale),
    ...(digits === length ? [fixed('speak.pressSelect', locale)] : []),
  ];
}

/** The time-out warning with its time and the way to more of it. */
export function warningSaid(view: View, { title, text }: NonNullable<View['warning']>): Saying[] {
  return [
    ...passing('guide.time', [title, text], view.locale),
    ...passing('guide.hint', [timeLeftSaid(view)], view.locale),
  ];
}

/** Money as it stands and what is taken for it, as long as it is not enough; nothing before the fee is known. */
export function moneyNow({ money }: View, said: Words): (string | null)[] {
  if (money === null || money.due.amount_yen === 0) return [];
  return [...moneySaid(money, said), money.enough ? null : acceptedOf(money.accepts, said)];
}

/** Amounts and times as they stand, on demand. */
export function stateSaid(view: View): Saying[] {
  const { locale, money, progress, pin } = view;
  const said = words(locale);
  return [
    ...(money === null ? [] : passing('guide.money', moneyNow(view, said), locale)),
    ...(progress === null ? [] : passing('guide.state', [progress.text, progress.detail, progress.timeLeft], locale)),
    ...passing('guide.state', ticksSaid(view), locale),
    ...(pin === null ? [] : pinSaid(view, pin)),
    ...formSaid(view),
  ];
}

/** Title, what to do, notices, what is set, whom to call, what can be chosen. */
function detailed(view: View): Saying[] {
  const { locale, slip, code } = view;
  const said = words(locale);
  if (view.warning !== null) return warningSaid(view, view.warning);
  if (view.overlay !== null) return [...passing('guide.title', [view.overlay.title], locale), ...waySaid(view)];
  return [
    ...passing('guide.title', [view.title], locale),
    ...passing('guide.lead', view.lead, locale),
    ...view.notices.flatMap(({ text }) => passing('guide.notice', [text], locale)),
    ...(slip === null ? [] : passing('guide.money', slipSaid(slip, said), locale)),
    ...stateSaid(view),
    ...(view.total === null ? [] : passing('guide.money', [`${view.total.label} ${view.total.text}`], locale)),
    ...(code === null ? [] : passing('guide.help', [codeSaid(code, view)], locale)),
    ...passing(
      'guide.help',
      view.help.map((entry) => phoneOf(entry, locale)),
      locale,
    ),
    ...waySaid(view),
  ];
}

/** What is said when the screen appears, by how much the citizen wants to hear. Staff are not spoken to. */
export function spokenScreen(view: View, access: Pick<View['access'], 'speech'>): Saying[] {
  if (view.staff !== null || access.speech === 'off') return [];
  return access.speech === 'detailed' ? detailed(view) : guidance(view);
}
