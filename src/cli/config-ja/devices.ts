import type { MeaningsJa } from './contract.ts';

const PORT =
  '接続順で変わらない名前のシリアルポート(/dev/serial/by-id、/dev/serial/by-path、/dev/madoguchi)。同じバスの機器には同じポートを書く。';
const DRIVER = '使用するドライバー。drivers/ のフォルダー名。';

/** Devices and serial lines, without the options of the drivers. */
export const DEVICES_JA: MeaningsJa = {
  devices: '接続する機器。一台につき一つの表を書く。',
  'devices[].id': '機器の名前。帳簿、ログ、コマンドのすべてで使う。',
  'devices[].options': 'ドライバーのオプション。',
  'devices[].identity':
    '設置時に登録した装置。`madoguchi commission` が書き込む。別の装置が応答すると取扱を中止する(M1516)。',
  'devices[].class': '機器の種類。',
  'devices[].driver': DRIVER,
  'devices[].reader': 'PC/SC のリーダー名、またはその先頭部分。',
  'devices[].port': PORT,
  'devices[].uri': 'プリンターの URI(ipp または ipps)。',
  'devices[].role': 'プリンターの役割。receipt: 証明書用とは別の、領収書専用のプリンター。',
  'devices[].fallback': '領収書専用のプリンターが使えない間、証明書用のプリンターで領収書を印刷するかどうか。',
  lines: 'シリアル回線のオプションのうち、ドライバーの既定と異なるもの。',
  'lines[].port': PORT,
  'lines[].driver': DRIVER,
  'lines[].options': '回線のオプションのうち、ドライバーの既定と異なるもの。',
  'cctalk lines[].options.echo':
    '送信したバイトが自分に戻る回線かどうか。一線式のバスでは戻るが、戻りを取り除く変換器では false にする。',
};
