import type { CENTRE_CODES } from '../../base/codes/centre.ts';
import type { CodesJa } from './contract.ts';

/** 50xx・51xx: the centre, and whom it refuses. */
export const CENTRE_JA: CodesJa<typeof CENTRE_CODES> = {
  centreUnreachable: {
    cause: 'センターに接続できません。',
    remedy: '回線を確認してください。端末は自動で再接続を試みます。',
  },
  centreNotOurs: {
    cause: '応答したサーバーは、設定されたセンターではありません。',
    remedy: 'トラストアンカーと接続先を確認してください。',
  },
  centreReply: {
    cause: 'センターの応答が取り決めに反しています。',
    remedy: '何も印刷していません。センターに連絡してください。',
  },
  centreTimeout: {
    cause: 'センターから時間内に応答がありませんでした。',
    remedy: 'しばらくしてからやり直してください。',
  },
  centreRefused: {
    cause: 'センターがこの申請を受け付けません。',
    remedy: '画面に表示された理由を確認してください。',
  },
  centreTime: {
    cause: 'センターの時刻を信頼できません。',
    remedy: 'センターと回線を確認してください。',
  },
  cellLost: {
    cause: '手続き用のプロセスが予期せず終了しました。',
    remedy: '初めからやり直してください。投入された現金は返却されます。',
  },
  centreRefusesKiosk: {
    cause: 'センターがこの端末の証明書を受け付けません。',
    remedy: 'センターがこの端末に発行したクライアント証明書を入れてください。',
  },
  cellOrder: {
    cause: '手続き用のプロセスが、その状態ではあり得ない命令を受けました。',
    remedy: 'madoguchi bundle の出力をメーカーに送ってください。',
  },
  centreLacks: {
    cause: '取扱に必要な機能がセンターのアダプターになく、設定でも省略が許可されていません。',
    remedy: '別のアダプターを使うか、リスクを検討したうえで `[centre]` で許可してください。',
  },
  fingerprintDiffers: {
    cause: 'ソフトウェア、設定プロファイル、または市区町村データが、センターの想定と異なります。',
    remedy: '想定どおりの組を導入するか、センターで承認を受けてください。取扱は自動で再開します(D9)。',
  },
  fingerprintUnknown: {
    cause: 'センターが、この端末のソフトウェアとデータを本日まだ確認していません。',
    remedy: '回線を確認してください。端末は自動で再確認します(D9)。',
  },
  timeJump: {
    cause: '時刻が飛びました。センターの応答またはシステム時計が、計時中の時刻から離れています。',
    remedy: '応答が続けて 2 回一致すると自動で再開します。繰り返すときは、センターと本機を確認してください(D6)。',
  },
  closedNow: {
    cause: 'ただいまは取扱時間外です。',
    remedy: '取扱時間内に利用してください(R77〜R80)。',
  },
  cardIssuedToday: {
    cause: '本日交付されたカードです。',
    remedy: '翌日から利用できます(R32)。',
  },
  notEligible: {
    cause: 'この端末では交付できません。',
    remedy: '市区町村の窓口に相談してください(R38〜R40)。',
  },
  movedOut: {
    cause: '転出届の後は利用できません。',
    remedy: '市区町村の窓口に相談してください(R41)。',
  },
  certificateRevoked: {
    cause: '利用者証明用電子証明書が失効しています。',
    remedy: '市区町村に相談してください(R22、R23)。',
  },
  typeNotOffered: {
    cause: 'この証明書は、ここでは取り扱っていません。',
    remedy: '市区町村の窓口に相談してください(R66)。',
  },
  catalogueDiffers: {
    cause: '証明書の種類または手数料が、センターと端末のデータで異なるため、その証明書の取扱を止めています。',
    remedy: '市区町村データを更新してください。',
  },
  municipalityStopped: {
    cause: 'この市区町村は、本日は証明書を交付していません。',
    remedy: '別の日に利用するか、窓口を利用してください(R79、R80)。',
  },
  underFifteen: {
    cause: 'カードの名義人が 15 歳未満です。',
    remedy: '市区町村の窓口を利用してください(R38)。',
  },
  movedInToday: {
    cause: '本日、住所の届出がありました。',
    remedy: '翌日から利用するか、窓口を利用してください(要件 2.4)。',
  },
  gaijiPending: {
    cause: '記載に使う文字を登録中です。',
    remedy: '市区町村の窓口を利用してください(要件 2.4)。',
  },
  nameTooLong: {
    cause: '氏名または住所が、印刷できる長さを超えています。',
    remedy: '市区町村の窓口を利用してください(要件 2.4)。',
  },
  continuedUseTomorrow: {
    cause: '本日、カードの継続利用の手続きがありました。',
    remedy: '翌日から利用できます(要件 2.4)。',
  },
  transactionUsed: {
    cause: 'この取引は、センターですでに終了しています。',
    remedy: '初めからやり直してください。前の取引のものは何も印刷しません(D1、D4)。',
  },
  signatureInvalid: {
    cause: 'センターがカードの署名を受け付けません。',
    remedy: '初めからやり直してください。繰り返すときは、名義人が市区町村に相談してください(R29)。',
  },
  certificateInvalid: {
    cause: 'センターが利用者証明用電子証明書を受け付けません。',
    remedy: '名義人が市区町村に相談してください(R22)。',
  },
  tooManyBeforeClosing: {
    cause: '取扱終了までに印刷できる数を超えています。',
    remedy: '部数を減らすか、取扱時間内にあらためて利用してください(R82)。',
  },
  serviceNotBegun: {
    cause: 'この店舗では、まだ取扱を開始していません。',
    remedy: '画面に表示された日から利用できます。日付は設定の `[store]` にあります(2.11、R81)。',
  },
  serviceEnded: {
    cause: 'この店舗での取扱は終了しました。',
    remedy: '別の店舗か窓口を利用してください。日付は設定の `[store]` にあります(2.11、R81)。',
  },
  householdMoved: {
    cause: '世帯に届出があり、住民票の写しを交付できません。',
    remedy: '異動日の翌日以降に利用するか、窓口を利用してください(R42)。',
  },
  kosekiUpdating: {
    cause: '届出後の戸籍を記載しているところです。',
    remedy: '記載が終わるまで 2〜3 週間かかります。急ぐときは窓口を利用してください(R43)。',
  },
  honsekiElsewhere: {
    cause: '本籍が、この証明書を交付する市区町村にありません。',
    remedy: '本籍地の市区町村に相談してください(R44)。',
  },
  transitionalResident: {
    cause: 'この在留の区分では、住民票の写しは窓口でのみ交付します。',
    remedy: '市区町村の窓口を利用してください(R45)。',
  },
  noSealRegistration: {
    cause: '印鑑登録がありません。',
    remedy: '市区町村の窓口で登録してください(R47)。',
  },
  noTaxData: {
    cause: 'この年度の課税資料が市区町村にありません。',
    remedy: '窓口か、1 月 1 日に住んでいた市区町村に相談してください(R48)。',
  },
  notDeclared: {
    cause: 'この年度の申告がありません。',
    remedy: '市区町村の窓口で申告してください(R49、R50)。',
  },
  amendedReturn: {
    cause: '修正申告などにより、課税資料を更新中です。',
    remedy: 'しばらくの間、市区町村の窓口を利用してください(R51)。',
  },
  taxYearNotSwitched: {
    cause: '証明年度がまだ切り替わっていません。',
    remedy: '6 月の切替後に利用するか、窓口に相談してください(R60、R61)。',
  },
  typeClosedNow: {
    cause: 'この証明書には固有の取扱時間があり、ただいまは時間外です。',
    remedy: 'その時間内に利用してください(要件 2.3)。',
  },
};
