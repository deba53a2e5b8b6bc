/**
 * What is said when a view follows another: the whole of a new screen, else what became different, so that a blind citizen hears
 * what a seeing one sees, whoever caused it: a key, a finger, a coin, the printer.
 */
import type { View } from '../api/messages.ts';
import { words } from '../words/words.ts';
import type { Saying } from './contract.ts';
import { placesOf } from './places.ts';
import { ticksSaid } from './readings.ts';
import { acceptedOf, amountOf, fixed, passing, timeLeftSaid, utterance } from './say.ts';
import { digitsSaid, moneyNow, spokenScreen } from './screen.ts';

/** The middle of the five steps of the volume. */
const VOLUME_MIDDLE = 3;

/** Screens on which nobody has begun. */
export const NOBODY: readonly View['screen'][] = ['idle', 'outOfService'];

/** Time left is said when the warning appears and again at these moments, in seconds. */
const SAID_AGAIN_S: readonly number[] = [30, 10];

/** The surface a citizen deals with: another one is said anew. */
export function surfaceOf(view: View): string {
  const over = view.warning !== null ? 'warning' : (view.overlay?.kind ?? '');
  return `${view.page}/${view.screen}/${over}`;
}

function settingsSaid(before: View, after: View): Saying[] {
  const { locale, access } = after;
  if (before.access.volume === access.volume) return [];
  return passing('guide.state', [words(locale).text('guide.volume', { n: VOLUME_MIDDLE + access.volume })], locale);
}

/** The setting that a standing button turns. */
const SETTING_OF = { speech: 'speech', largeText: 'textSize_percent', contrast: 'contrast' } as const;
const isSwitch = (id: View['standing'][number]['id']): id is keyof typeof SETTING_OF => Object.hasOwn(SETTING_OF, id);

/** Standing buttons whose setting is another. Speech that is switched on says so by speaking. */
function standingSaid(before: View, after: View): Saying[] {
  return after.standing.flatMap(({ id, on, label }) => {
    if (!isSwitch(id) || before.access[SETTING_OF[id]] === after.access[SETTING_OF[id]]) return [];
    if (id === 'speech' && on) return [];
    const state = words(after.locale).text(on ? 'guide.on' : 'guide.off');
    return passing('guide.state', [label, state], after.locale);
  });
}

/** Places whose state is another: an item, a person, the copies. With more than one, each by its name. */
function placesSaid(before: View, after: View): Saying[] {
  const old = new Map(placesOf(before).map((place) => [place.id, place.state?.text]));
  const changed = placesOf(after).filter(
    ({ id, kind, state }) => kind === 'choice' && old.has(id) && old.get(id) !== state?.text,
  );
  return changed.flatMap(({ label, state }) => (state === null ? [] : [...label, state]));
}

function copiesChanged(before: View, after: View): Saying[] {
  if (after.form?.kind !== 'copies' || before.form?.kind !== 'copies' || before.form.copies === after.form.copies)
    return [];
  return passing('guide.state', [after.form.counts[after.form.copies - after.form.min] ?? null], after.locale);
}

function moneyChanged(before: View, after: View): Saying[] {
  const { money, locale } = after;
  if (money === null) return [];
  const said = words(locale);
  // The fee is known only now: everything of it is new.
  if (before.money?.due.amount_yen !== money.due.amount_yen)
    return passing('guide.money', moneyNow(after, said), locale);
  const accepted = acceptedOf(money.accepts, said);
  const { inserted, needed, owed } = money;
  return passing(
    'guide.money',
    [
      ...(before.money?.inserted.amount_yen === inserted.amount_yen
        ? []
        : [amountOf(inserted, said), money.enough ? null : amountOf(needed, said)]),
      ...(before.money?.owed.amount_yen === owed.amount_yen || owed.amount_yen === 0 ? [] : [amountOf(owed, said)]),
      before.money !== null && acceptedOf(before.money.accepts, said) !== accepted && !money.enough ? accepted : null,
    ],
    locale,
  );
}

/** Lines that stand there now and did not before. */
function linesChanged(before: View, after: View): Saying[] {
  const old = [before.title, ...before.notices.map(({ text }) => text), ...ticksSaid(before)];
  const now = [after.title, ...after.notices.map(({ text }) => text), ...ticksSaid(after)];
  return passing(
    'guide.notice',
    now.filter((text) => !old.includes(text)),
    after.locale,
  );
}

/** Sheets that came out and what is being done; the time left runs on unsaid and is told when asked for. */
function progressChanged(before: View, after: View): Saying[] {
  const { progress, locale } = after;
  if (progress === null) return [];
  const texts = [
    before.progress?.done === progress.done ? null : progress.text,
    before.progress?.detail === progress.detail ? null : progress.detail,
  ];
  return passing('guide.state', texts, locale);
}

function wayChanged(before: View, after: View): Saying[] {
  const open = new Set(before.actions.flatMap(({ id, enabled }) => (enabled ? [id] : [])));
  const go = after.actions.find(({ id, kind, enabled }) => kind === 'primary' && enabled && !open.has(id));
  // The pad says by itself that it is full.
  if (go === undefined || after.pin !== null) return [];
  return passing('guide.hint', [words(after.locale).text('guide.goOn', { label: go.label })], after.locale);
}

function timeChanged(before: View, after: View): Saying[] {
  const now = after.warning?.timeLeft_s ?? null;
  const was = before.warning?.timeLeft_s ?? null;
  if (now === null || was === null) return [];
  return SAID_AGAIN_S.some((mark) => was > mark && now <= mark)
    ? passing('guide.hint', [timeLeftSaid(after)], after.locale)
    : [];
}

/** What became different on the same surface, for who hears everything. */
function differences(before: View, after: View): Saying[] {
  const { pin } = after;
  return [
    ...settingsSaid(before, after),
    ...standingSaid(before, after),
    ...(pin === null || before.pin?.digits === pin.digits ? [] : digitsSaid(after, pin)),
    ...copiesChanged(before, after),
    ...placesSaid(before, after),
    ...linesChanged(before, after),
    ...moneyChanged(before, after),
    ...progressChanged(before, after),
    ...wayChanged(before, after),
    ...timeChanged(before, after),
  ];
}

/** True when the whole screen has to be said. */
function isNew(before: View | null, after: View): boolean {
  if (before === null || before.locale !== after.locale) return true;
  if (before.access.speech !== 'detailed' && after.access.speech === 'detailed') return true;
  return surfaceOf(before) !== surfaceOf(after);
}

/** The citizen had everything said and is gone, or has ended it: the next view is nobody's. */
function hasEnded(before: View | null, after: View): boolean {
  if (before === null || before.access.speech !== 'detailed') return false;
  return !NOBODY.includes(before.screen) && NOBODY.includes(after.screen);
}

/** More time was asked for and given: the same screen goes on where it was. */
function wasExtended(before: View | null, after: View): boolean {
  return before !== null && before.warning !== null && after.warning === null && before.screen === after.screen;
}

/** What the change from one view to the next says; null = nothing new, and what is being said goes on. */
export function spokenChange(before: View | null, after: View): readonly Saying[] | null {
  const { locale, pin, access } = after;
  if (after.staff !== null) return before?.staff === null ? [] : null;
  if (hasEnded(before, after)) return [fixed('speak.ended', before?.locale ?? locale)];
  if (access.speech === 'off') return before?.access.speech === 'off' ? null : [];
  if (access.speech === 'guidance') return guidanceChange(before, after);
  if (wasExtended(before, after))
    return [fixed('speak.moreTime', locale), ...(pin === null ? [] : digitsSaid(after, pin))];
  if (before === null || isNew(before, after)) return spokenScreen(after, access);
  const said = differences(before, after);
  return said.length === 0 ? null : said;
}

/** With guidance alone each screen is said once when it appears, and again when it asks for something else. */
function guidanceChange(before: View | null, after: View): readonly Saying[] | null {
  const key = (view: View): string => `${view.screen}/${view.speech?.utteranceId ?? ''}/${view.locale}`;
  if (before?.access.speech === 'detailed' && before.screen === after.screen) return standingSaid(before, after);
  const wasSaid = before !== null && before.access.speech !== 'off' && before.staff === null;
  if (wasSaid && key(before) === key(after)) return null;
  return after.speech === null ? [] : [utterance(after.speech, after.locale)];
}
