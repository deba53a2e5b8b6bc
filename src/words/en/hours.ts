import type { HOURS as JA_HOURS } from '../ja/hours.ts';

/** When the service is open, and why it is not. */
export const HOURS: Readonly<Record<keyof typeof JA_HOURS, string>> = {
  'hours.opensToday': 'Open again today from {time}.',
  'hours.opensOn': 'Open again from {moment}.',
  'hours.beforeToday': 'Please begin by {time} today.',
  'hours.begins': 'The certificate service begins on {day}.',
  'hours.ended': 'The certificate service ended on {day}.',
  'hours.page': 'List of closed days: {page}',
  'hours.elsewhere': 'Please use another store or the counter of your municipality.',
  'code.serviceNotBegun.title': 'The service has not begun',
  'code.serviceNotBegun.advice': 'The certificate service is not offered yet.',
  'code.serviceEnded.title': 'The service has ended',
  'code.serviceEnded.advice': 'The certificate service is not offered in this store.',
  'code.timeJump.title': 'The time is being checked',
  'code.timeJump.advice': 'Please try again later. You have not been charged.',
  'code.centreTime.title': 'The time cannot be confirmed',
  'code.centreTime.advice': 'Please try again later. You have not been charged.',
};
