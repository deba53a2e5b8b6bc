/** Days whose reading is a word of its own; the others are a number and にち. */
const DAYS: Readonly<Record<string, string>> = {
  1: 'ついたち',
  2: 'ふつか',
  3: 'みっか',
  4: 'よっか',
  5: 'いつか',
  6: 'むいか',
  7: 'なのか',
  8: 'ようか',
  9: 'ここのか',
  10: 'とおか',
  14: 'じゅうよっか',
  20: 'はつか',
  24: 'にじゅうよっか',
};

const WEEKDAYS: Readonly<Record<string, string>> = {
  日: 'にち',
  月: 'げつ',
  火: 'か',
  水: 'すい',
  木: 'もく',
  金: 'きん',
  土: 'ど',
};

/** Furigana over a date as Japanese writes it: 「2025年4月16日(水) 10:03」, for やさしい日本語. */
export function withDayReadings(date: string): string {
  return date
    .replace(/(\d+)日/g, (_, day: string) => {
      const reading = DAYS[day];
      return reading === undefined ? `${day}｜日《にち》` : `｜${day}日《${reading}》`;
    })
    .replace(/(\d)年/g, '$1｜年《ねん》')
    .replace(/(\d)月/g, '$1｜月《がつ》')
    .replace(/\(([日月火水木金土])\)/g, (_, weekday: string) => `(｜${weekday}《${WEEKDAYS[weekday]}》)`);
}
