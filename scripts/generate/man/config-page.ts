/** madoguchi.toml(5), a row a key. */
import { describeConfig, type ConfigKey } from '../../../config/describe.ts';
import { meaningJa } from '../../../src/cli/config-ja/meanings.ts';
import { configTerm } from '../../../src/cli/config-words.ts';
import type { Language, Text } from '../../../src/cli/text.ts';
import { list, page, text, words } from './roff.ts';

const WORDS = {
  about: { en: 'configuration of a certificate kiosk', ja: '証明書発行端末の設定' },
  description: {
    en: 'A file in TOML, read by the daemon and by the command line. A key that is not known is an error, and the message names what was probably meant. Everything that is wrong at once is found by madoguchi config check.',
    ja: '制御プログラムとコマンドが読む TOML のファイル。未知の項目は誤りとして扱い、近い名前の項目をメッセージに示す。madoguchi config check で、すべての誤りを一度に確認できる。',
  },
  site: { en: 'the configuration of this kiosk', ja: 'この端末の設定' },
  dropIns: {
    en: 'files that are laid over it, in the order of their names',
    ja: '追加設定。名前の順に上書きする',
  },
  maker: { en: 'what the maker of the machine sets', ja: '端末のメーカーの設定' },
  of: { en: 'of ', ja: '対象: ' },
  unit: { en: ', ', ja: '、単位: ' },
  default: { en: 'default ', ja: '既定値 ' },
  required: { en: 'must be set', ja: '設定が必要' },
  secret: { en: 'never shown', ja: '値は表示しない' },
} as const satisfies Record<string, Text>;

/** The page in a language; names of sections stay as man(1) knows them. */
export function configPage(language: Language): string {
  const say = (one: Text): string => text(one[language]);
  return page({
    name: 'madoguchi.toml',
    section: 5,
    about: WORDS.about[language],
    body: [
      '.Sh DESCRIPTION',
      say(WORDS.description),
      '.Sh KEYS',
      ...list(describeConfig().map((row) => [`Ic ${words(row.key)}`, below(row, language)])),
      '.Sh FILES',
      ...list([
        ['Pa /etc/madoguchi/madoguchi.toml', say(WORDS.site)],
        ['Pa /etc/madoguchi/madoguchi.d', say(WORDS.dropIns)],
        ['Pa /usr/lib/madoguchi/madoguchi.toml', say(WORDS.maker)],
      ]),
      '.Sh SEE ALSO',
      '.Xr madoguchi 1 ,',
      '.Xr madoguchid 8',
    ],
  });
}

function below(row: ConfigKey, language: Language): string {
  const say = (one: Text): string => one[language];
  const type = configTerm(row.type, language);
  const facts = [
    row.of === null ? null : `${say(WORDS.of)}${row.of}`,
    row.unit === null ? type : `${type}${say(WORDS.unit)}${configTerm(row.unit, language)}`,
    row.range === null ? null : configTerm(row.range, language),
    row.default === null ? (row.required ? say(WORDS.required) : null) : `${say(WORDS.default)}${row.default}`,
    row.secret ? say(WORDS.secret) : null,
  ].filter((fact) => fact !== null);
  const lines = language === 'ja' ? [meaningJa(row), `${facts.join('。')}。`] : [row.meaning, facts.join('; ')];
  return lines.map((line) => text(sentence(line))).join('\n.br\n');
}

const sentence = (words_: string): string => (/[.!?。]$/.test(words_) ? words_ : `${words_}.`);
