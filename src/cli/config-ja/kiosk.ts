import type { MeaningsJa } from './contract.ts';

/** The kiosk, its service and its store. */
export const KIOSK_JA: MeaningsJa = {
  'kiosk.id': 'センターでのこの端末の番号。すべての申請に付く。',
  'kiosk.name': '設置場所の名称。領収書と伝票に印刷する。',
  'kiosk.phone': '伝票と取扱中止の画面に示す電話番号。',
  'kiosk.profile': 'このチェーンの端末での操作の順序(R14)。config/profiles のファイル名。',
  'kiosk.copies_max': '同じ証明書を一度に申請できる部数の上限(R9)。',
  'service.stateFolder': '帳簿を置くフォルダー。再起動や更新の後も残す。',
  'service.runFolder': 'ソケットと、起動中だけ有効なトークンを置くフォルダー。',
  'service.municipalityFolder': '署名付きの市区町村データを置くフォルダー。',
  'service.municipalityTrustAnchor': '市区町村データの署名を検証する公開鍵(または証明書)の PEM ファイル。',
  'service.modelFolder': 'プログラムに含まれない機種の JSON ファイルを置くフォルダー。なくてもよい。',
  'service.logLevel':
    'ログに残す重要度。error: 対処が必要なこと、warn: 係員が知るべきこと、info: 起きたこと、debug: メーカー用の詳細。',
  'store.chain':
    'この店舗のチェーン。市区町村データでの名称で書く。このチェーンで取扱が終わった市区町村の証明書は扱わない(R81)。',
  'store.page': '店舗と休止日を案内する事業者のページ。取扱時間外に表示する(R113)。省略時は表示しない。',
  'store.hours':
    '店舗の営業時間。この時間内だけ取り扱う。[{ opens, closes, weekdays }] の形で書く。空のときは常時(2.3)。',
  'store.hours[].opens': '始まりの時刻。',
  'store.hours[].closes': '終わりの時刻。24:00 まで。',
  'store.hours[].weekdays': '対象の曜日。省略時は毎日。',
  'store.services':
    'サービスを提供する期間。[{ id = "certificates", from, until }] の形で書く。書かれていないサービスは常に提供する(2.11)。',
  'store.services[].id': '対象のサービス。',
  'store.services[].from': '提供の初日。省略時は以前から提供している。',
  'store.services[].until': '提供の最終日。省略時は終わりを定めない。',
};
