import type { LayerKind } from '../../config/layers.ts';
import type { Language } from './text.ts';

/** Words of `madoguchi config`. */
export interface ConfigWords {
  readonly language: Language;
  readonly layer: Readonly<Record<LayerKind, string>>;
  readonly default: string;
  readonly secret: string;
  readonly unset: string;
  readonly setBy: string;
  readonly alsoSaid: string;
  readonly belongsTo: string;
  readonly type: string;
  readonly unit: string;
  readonly range: string;
  readonly required: string;
  readonly change: string;
  readonly restart: Readonly<Record<'live' | 'restart', string>>;
  readonly warning: string;
  readonly reloaded: string;
  readonly unchanged: string;
  readonly waitsForRestart: string;
  readonly waiting: string;
}

export const CONFIG_WORDS: Readonly<Record<Language, ConfigWords>> = {
  en: {
    language: 'en',
    layer: { maker: 'maker', site: 'site', dropIn: 'drop-in' },
    default: 'default',
    secret: '(secret, not shown)',
    unset: '(not set)',
    setBy: 'set by',
    alsoSaid: 'also said',
    belongsTo: 'belongs to',
    type: 'type',
    unit: 'unit',
    range: 'range',
    required: 'must be set',
    change: 'change',
    restart: {
      live: 'holds from the next citizen on (madoguchi config reload)',
      restart: 'wants a restart of madoguchid',
    },
    warning: 'warning',
    reloaded: 'holds now',
    unchanged: 'nothing changed',
    waitsForRestart: 'waits for a restart',
    waiting: 'waiting for whoever is inside',
  },
  ja: {
    language: 'ja',
    layer: { maker: 'メーカー', site: '設置先', dropIn: '追加設定' },
    default: '既定値',
    secret: '(秘密のため表示しません)',
    unset: '(未設定)',
    setBy: '設定元',
    alsoSaid: 'ほかの設定',
    belongsTo: '対象',
    type: '型',
    unit: '単位',
    range: '範囲',
    required: '設定が必要',
    change: '変更',
    restart: { live: '次の利用者から有効(madoguchi config reload)', restart: 'madoguchid の再起動が必要' },
    warning: '警告',
    reloaded: '反映しました',
    unchanged: '変更はありません',
    waitsForRestart: '再起動待ち',
    waiting: '利用者の終了を待っています',
  },
};

/** Types, units and ranges as `describeConfig` words them; what is not here is a name and stays. */
const JAPANESE_TERMS: readonly (readonly [RegExp, string])[] = [
  [/^table of list of (.+)$/, '$1のリストの表'],
  [/^list of (.+)$/, '$1のリスト'],
  [/^table of (.+)$/, '$1の表'],
  [/^letters, digits and hyphens$/, '英数字とハイフン'],
  [/^letters, digits, dot, hyphen, underscore$/, '英数字、ピリオド、ハイフン、下線'],
  [/^a short name of small letters, digits and hyphens$/, '英小文字、数字、ハイフンからなる短い名前'],
  [/^a host name in small letters$/, '英小文字のホスト名'],
  [/^a keyword, as in (.+)$/, 'キーワード(例 $1)'],
  [/^an? http or https address$/, 'http または https のアドレス'],
  [/^an? ipp or ipps address$/, 'ipp または ipps のアドレス'],
  [/^an https address$/, 'https のアドレス'],
  [/^an mqtts address, as in (.+)$/, 'mqtts のアドレス(例 $1)'],
  [/^an address of this machine alone; other boards use (.+)$/, '本機自身だけのアドレス。ほかの基板には $1 を使う'],
  [/^a telephone number$/, '電話番号'],
  [/^made by (.+)$/, '$1 で作ったもの'],
  [/^USB number$/, 'USB の番号'],
  [/^address$/, 'アドレス'],
  [/^print-quality of IPP$/, 'IPP の print-quality'],
  [/^dots per inch$/, 'dpi'],
  [/^days$/, '日'],
  [/whole number/, '整数'],
  [/number/, '数値'],
  [/true or false/, 'true または false'],
  [/ or /, ' または '],
  [/\btext\b/, '文字列'],
  [/\btable\b/, '表'],
  [/\banything\b/, '任意'],
  [/^one of (.+)$/, '次のいずれか: $1'],
  [/^at least (.+)$/, '$1 以上'],
  [/^at most (.+)$/, '$1 以下'],
  [/^([\d.-]+) to ([\d.-]+) characters$/, '$1〜$2 文字'],
  [/^([\d.-]+) to ([\d.-]+)$/, '$1〜$2'],
  [/^milliseconds$/, 'ミリ秒'],
  [/^yen$/, '円'],
  [/^inches$/, 'インチ'],
  [/^percent$/, 'パーセント'],
  [/^times$/, '倍'],
  [/^copies$/, '部'],
  [/^coins$|^pieces$/, '枚'],
  [/^tries$/, '回'],
  [/^TCP port$/, 'TCP ポート番号'],
  [/^share of full loudness$/, '最大音量に対する割合'],
  [/^day of the week, Monday is 1$/, '曜日(月曜日が 1)'],
  [/^a time of day, as in (.+)$/, '時刻(例 $1)'],
  [/^a day, as in (.+)$/, '日付(例 $1)'],
];

/** A type, unit or range in the language of the terminal. */
export function configTerm(text: string, language: Language): string {
  if (language === 'en') return text;
  return JAPANESE_TERMS.reduce((made, [english, japanese]) => made.replace(english, japanese), text);
}
