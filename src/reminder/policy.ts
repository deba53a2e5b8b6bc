import type { ReminderItem } from '../../fsm/events.ts';
import type { UtteranceId } from '../words/contract.ts';
import type { Reminder, ReminderLevel, ReminderState } from './contract.ts';

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

/** With nothing left to take, only the button is missing: no need to grow louder. */
const CONFIRM_EVERY_MS = 10_000;

const SILENCE: Reminder = { level: 0, utteranceId: null, loudness: 0, emphasis: 'none', next_ms: null };

const ONE_LEFT: Readonly<Record<ReminderItem, UtteranceId>> = {
  card: 'speak.takeCardReminder',
  certificate: 'speak.takeCertificateReminder',
  receipt: 'speak.takeReceiptReminder',
  change: 'speak.takeChangeReminder',
  phone: 'speak.takePhoneReminder',
  original: 'speak.takeOriginalReminder',
};

/** What to say and show now (R13, R103): goes on until 「確認(音声停止)」 is pressed, whatever is left. */
export function remind({ left, elapsed_ms, confirmed }: ReminderState): Reminder {
  if (confirmed) return SILENCE;
  if (left.length === 0) {
    const stage = STAGES[0]!;
    return {
      level: stage.level,
      utteranceId: 'speak.confirmReminder',
      loudness: stage.loudness,
      emphasis: stage.emphasis,
      next_ms: CONFIRM_EVERY_MS,
    };
  }
  const isPrecious = left.includes('card') || left.includes('certificate');
  const begins_ms = (stage: Stage): number => (isPrecious ? stage.precious_ms : stage.plain_ms);
  const stage = STAGES.findLast((candidate) => elapsed_ms >= begins_ms(candidate)) ?? STAGES[0]!;
  const next = STAGES.find(({ level }) => level === stage.level + 1);
  const untilNext_ms = next === undefined ? Infinity : begins_ms(next) - elapsed_ms;
  return {
    level: stage.level,
    utteranceId: wording(left, stage.level, elapsed_ms),
    loudness: stage.loudness,
    emphasis: stage.emphasis,
    next_ms: Math.max(1, Math.min(stage.every_ms, untilNext_ms)),
  };
}

/** One thing is named; of several the card comes first. */
function wording(left: readonly ReminderItem[], level: ReminderLevel, elapsed_ms: number): UtteranceId {
  if (level === 3) return 'speak.leftBehind';
  const [only] = left;
  if (left.length === 1 && only !== undefined) return ONE_LEFT[only];
  if (elapsed_ms === 0 && left.length === 4) return 'speak.takeItems';
  if (level === 1) return left.includes('card') ? 'speak.takeCardReminder' : 'speak.takeSeveralReminder';
  return 'speak.takeSeveralReminder';
}
