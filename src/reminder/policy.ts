import type { ReminderItem } from '../../fsm/events.ts';
import type { Phrase, Reminder, ReminderLevel, ReminderState, ReminderUtterance } from './contract.ts';

interface Stage {
  readonly level: ReminderLevel;
  /** Begins this long after the screen appeared, when a card or certificate is left. */
  readonly precious_ms: number;
  /** The same for a receipt or change alone, which harm nobody else. */
  readonly plain_ms: number;
  readonly every_ms: number;
  readonly loudness: number;
  readonly emphasis: Reminder['emphasis'];
}

/** Time for a friendly sentence and a hand to move, then louder; alarm when the citizen has most likely left. */
const STAGES: readonly Stage[] = [
  { level: 1, precious_ms: 0, plain_ms: 0, every_ms: 9_000, loudness: 0.6, emphasis: 'calm' },
  { level: 2, precious_ms: 18_000, plain_ms: 27_000, every_ms: 7_000, loudness: 0.8, emphasis: 'strong' },
  { level: 3, precious_ms: 46_000, plain_ms: 76_000, every_ms: 6_000, loudness: 1, emphasis: 'alarm' },
];

/** Each further sentence takes about so long to say: the pause after it stays the same. */
const PHRASE_MS = 2_500;

/** With nothing left to take, only the button is missing: no need to grow louder. */
const CONFIRM_EVERY_MS = 10_000;

/** Whose loss harms more comes first; what is left of more than three is on the screen and comes as the others go. */
const ORDER: readonly ReminderItem[] = ['card', 'certificate', 'change', 'phone', 'original', 'receipt'];
const NAMED_MAX = 3;

const SILENCE: Reminder = { level: 0, phrases: [], loudness: 0, emphasis: 'none', next_ms: null };

const PHRASE_OF: Readonly<Record<ReminderItem, ReminderUtterance>> = {
  card: 'speak.takeCardReminder',
  certificate: 'speak.takeCertificateReminder',
  receipt: 'speak.takeReceiptReminder',
  change: 'speak.takeChangeReminder',
  phone: 'speak.takePhoneReminder',
  original: 'speak.takeOriginalReminder',
};

const about = (utteranceId: ReminderUtterance): Phrase => ({ item: null, utteranceId });

/** What to say and show now (R13, R103): goes on until 「確認(音声停止)」 is pressed, whatever is left. */
export function remind({ left, elapsed_ms, confirmed }: ReminderState): Reminder {
  if (confirmed) return SILENCE;
  if (left.length === 0) {
    const { level, loudness, emphasis } = STAGES[0]!;
    return { level, phrases: [about('speak.confirmReminder')], loudness, emphasis, next_ms: CONFIRM_EVERY_MS };
  }
  const isPrecious = left.includes('card') || left.includes('certificate');
  const begins_ms = (stage: Stage): number => (isPrecious ? stage.precious_ms : stage.plain_ms);
  const stage = STAGES.findLast((candidate) => elapsed_ms >= begins_ms(candidate)) ?? STAGES[0]!;
  const next = STAGES.find(({ level }) => level === stage.level + 1);
  const untilNext_ms = next === undefined ? Infinity : begins_ms(next) - elapsed_ms;
  const phrases = phrasesOf(left, stage.level, elapsed_ms);
  return {
    level: stage.level,
    phrases,
    loudness: stage.loudness,
    emphasis: stage.emphasis,
    next_ms: Math.max(1, Math.min(stage.every_ms + PHRASE_MS * (phrases.length - 1), untilNext_ms)),
  };
}

/** Thanks for the whole first; then each thing by its name, so that nobody needs the screen to know what is meant. */
function phrasesOf(left: readonly ReminderItem[], level: ReminderLevel, elapsed_ms: number): Phrase[] {
  if (elapsed_ms === 0 && left.length >= 4) return [about('speak.takeItems')];
  const named = ORDER.filter((item) => left.includes(item))
    .slice(0, NAMED_MAX)
    .map((item) => ({ item, utteranceId: PHRASE_OF[item] }));
  return level === 3 ? [about('speak.leftBehind'), ...named] : named;
}
