/** When the service is open, and why it is not. */
export const HOURS = {
  'hours.opensToday': '本日{time}からご利用いただけます。',
  'hours.opensOn': '{moment}からご利用いただけます。',
  'hours.beforeToday': '本日の受付は、{time}までです。',
  'hours.begins': '証明書交付サービスは、{day}から始まります。',
  'hours.ended': '証明書交付サービスは、{day}で終了しました。',
  'hours.page': '休止日の一覧: {page}',
  'hours.elsewhere': 'ほかの店舗、または市区町村の窓口をご利用ください。',
  'code.serviceNotBegun.title': 'サービスの開始前です',
  'code.serviceNotBegun.advice': '証明書交付サービスは、まだ始まっていません。',
  'code.serviceEnded.title': 'サービスは終了しました',
  'code.serviceEnded.advice': 'このお店では、証明書交付サービスを行っていません。',
  'code.timeJump.title': '時刻を確認しています',
  'code.timeJump.advice': 'しばらくしてから、もう一度お試しください。お金はいただいていません。',
  'code.centreTime.title': '時刻を確認できません',
  'code.centreTime.advice': 'しばらくしてから、もう一度お試しください。お金はいただいていません。',
} as const;
