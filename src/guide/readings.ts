/** What of a view can only be read: each is a place of its own, in the order of the screen. */
import type { View } from '../api/messages.ts';
import type { Words } from '../words/contract.ts';
import { words } from '../words/words.ts';
import type { Place, Saying, Topic } from './contract.ts';
import { about, acceptedOf, moneySaid, passing, phoneOf, sentences, spelt } from './say.ts';

function reading(
  id: string,
  topic: Topic,
  texts: readonly (string | null)[],
  view: View,
  also: readonly Saying[] = [],
): Place[] {
  const label = [...passing(topic, texts, view.locale), ...also];
  return label.length === 0 ? [] : [{ id: `read.${id}`, kind: 'text', label, state: null, deed: null }];
}

/** The claim of money that could not be paid back, sign by sign. */
export function slipSaid(
  { label, claimNumber, amountLabel, amount, phoneLabel, phone }: NonNullable<View['slip']>,
  said: Words,
): string[] {
  return [
    about(amountLabel, amount, said.locale),
    about(label, spelt(claimNumber, said.locale), said.locale),
    phoneSaid(phoneLabel, phone, said),
  ];
}

function phoneSaid(label: string, phone: string, { locale }: Words): string {
  return phoneOf({ label, phone }, locale);
}

/** Things to take home, each with whether it is gone (R13). */
export function ticksSaid(view: View): string[] {
  return view.ticks.map(({ label, text }) => about(label, text, view.locale));
}

/** One line of the request; the persons on it are named by the cell, or by their number. */
function lineReading(line: View['lines'][number], at: number, view: View): Place[] {
  const { locale } = view;
  const persons: Saying[] = line.persons.map(({ handle, label }) => ({
    kind: 'citizen',
    handle,
    text: sentences([label], locale),
    locale,
  }));
  return reading(
    `line.${at}`,
    'guide.place',
    [line.label, line.year, ...line.details, about(line.copies, line.amount, locale)],
    view,
    persons,
  );
}

/** Where-you-are, on demand. */
export function stepSaid(view: View, said: Words): string | null {
  const at = view.steps.findIndex(({ state }) => state === 'now');
  const step = view.steps[at];
  return step === undefined
    ? null
    : said.text('guide.step', { n: at + 1, total: view.steps.length, label: step.label });
}

/** Everything to read on a screen, in order. */
export function readingsOf(view: View): Place[] {
  const said = words(view.locale);
  const { money, slip, progress, total } = view;
  return [
    ...reading('title', 'guide.title', [stepSaid(view, said), view.title, ...view.lead], view),
    ...view.notices.flatMap(({ text }, at) => reading(`notice.${at}`, 'guide.notice', [text], view)),
    ...(money === null ? [] : reading('money', 'guide.money', moneySaid(money, said), view)),
    ...reading(
      'accepts',
      'guide.money',
      [acceptedOf(money?.accepts ?? view.accepts, said), money?.accepts.notice ?? null],
      view,
    ),
    ...view.lines.flatMap((line, at) => lineReading(line, at, view)),
    ...(total === null ? [] : reading('total', 'guide.money', [about(total.label, total.text, view.locale)], view)),
    ...view.asides.flatMap((text, at) => reading(`aside.${at}`, 'guide.notice', [text], view)),
    ...(progress === null
      ? []
      : reading('progress', 'guide.state', [progress.text, progress.detail, progress.timeLeft], view)),
    ...ticksSaid(view).flatMap((text, at) => reading(`tick.${at}`, 'guide.state', [text], view)),
    ...(slip === null ? [] : reading('slip', 'guide.money', slipSaid(slip, said), view)),
    ...(view.code === null ? [] : reading('code', 'guide.help', [codeSaid(view.code, view)], view)),
    ...view.help.flatMap((entry, at) => reading(`help.${at}`, 'guide.help', [phoneOf(entry, view.locale)], view)),
  ];
}

/** The number of a refusal or fault, sign by sign. */
export function codeSaid({ number, text }: NonNullable<View['code']>, { locale }: View): string {
  return text.replace(number, spelt(number, locale));
}
