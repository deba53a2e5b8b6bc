import type { Language } from './text.ts';

/** Words of the command line's text output; the text is not stable, `--json` is. */
interface CliWords {
  readonly language: Language;
  readonly service: Readonly<Record<'open' | 'closed' | 'draining', string>>;
  readonly session: string;
  readonly noSession: string;
  readonly device: string;
  readonly deviceClass: string;
  readonly model: string;
  readonly state: string;
  readonly availability: Readonly<Record<string, string>>;
  readonly holder: Readonly<Record<'claimed' | 'lending' | 'lent', string>>;
  readonly configValid: (file: string, devices: number) => string;
  readonly error: string;
  readonly version: string;
}

const ENGLISH: CliWords = {
  language: 'en',
  service: { open: 'in service', closed: 'out of service', draining: 'going out of service' },
  session: 'session',
  noSession: 'nobody is served now',
  device: 'DEVICE',
  deviceClass: 'CLASS',
  model: 'MODEL',
  state: 'STATE',
  availability: {
    starting: 'starting',
    online: 'ready',
    attention: 'attention',
    stop: 'stopped',
    offline: 'no answer',
  },
  holder: {
    claimed: 'held by the kiosk',
    lending: 'comes to rest, then its port is released',
    lent: 'lent to the copier’s own business',
  },
  configValid: (file, devices) => `${file} is valid: ${devices} device${devices === 1 ? '' : 's'}`,
  error: 'error',
  version: 'version',
};

const JAPANESE: CliWords = {
  language: 'ja',
  service: { open: '取扱中', closed: '取扱中止', draining: '取扱終了準備中' },
  session: '利用中の画面',
  noSession: '利用者なし',
  device: '機器',
  deviceClass: '種類',
  model: '機種',
  state: '状態',
  availability: { starting: '起動中', online: '正常', attention: '注意', stop: '停止', offline: '応答なし' },
  holder: {
    claimed: '端末が使用中',
    lending: '停止を待って貸し出します',
    lent: '複合機本体に貸し出し中',
  },
  configValid: (file, devices) => `${file} に誤りはありません(機器 ${devices} 台)`,
  error: 'エラー',
  version: '版',
};

/** Words for a language as the environment names it (`ja_JP.UTF-8`); English for everything but Japanese. */
export function cliWords(language: string): CliWords {
  return language.startsWith('ja') ? JAPANESE : ENGLISH;
}

export type { CliWords };
