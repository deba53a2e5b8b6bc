import type { CODE_TEXTS as JA } from '../ja/codes.ts';
import type { TranslationOf } from '../contract.ts';

const MY_NUMBER_CARD = 'マイナンバーカードを｜置《お》いてください。';
const ASK = '｜役所《やくしょ》(｜市役所《しやくしょ》など)に｜聞《き》いてください。';
const GO = '｜役所《やくしょ》(｜市役所《しやくしょ》など)に｜行《い》ってください。';
const TELL_STAFF = '｜店《みせ》の｜人《ひと》に｜言《い》ってください。';
const NOTHING_TAKEN = '｜印刷《いんさつ》していません。お｜金《かね》ももらっていません。';
const CALL = '｜下《した》の｜電話番号《でんわばんごう》に｜電話《でんわ》してください。';
const NOT_PAID = 'お｜金《かね》はもらっていません。';
const AGAIN_LATER = '｜少《すこ》し｜待《ま》って、もう｜一度《いちど》やってみてください。';
const NOTE_NUMBER =
  '｜受付番号《うけつけばんごう》を｜紙《かみ》に｜書《か》いて、｜下《した》の｜電話番号《でんわばんごう》に｜電話《でんわ》してください。';
const CASH_RECORDED =
  '｜店《みせ》の｜人《ひと》に｜言《い》ってください。または、｜下《した》の｜電話番号《でんわばんごう》に｜電話《でんわ》してください。｜入《い》れたお｜金《かね》は、｜記録《きろく》してあります。';

/** Refusals and faults, neutral (R40). */
export const CODE_TEXTS: TranslationOf<typeof JA> = {
  'code.general.title': '｜今《いま》はできません',
  'code.general.advice': `${AGAIN_LATER}それでもできないときは、${CALL}`,

  'code.cardNotMyNumber.title': 'マイナンバーカードではありません',
  'code.cardNotMyNumber.advice': `${MY_NUMBER_CARD}｜通知《つうち》カード、｜印鑑登録証《いんかんとうろくしょう》、｜市民《しみん》カードは｜使《つか》えません。`,
  'code.cardJuki.title': '｜住民基本台帳《じゅうみんきほんだいちょう》カードは｜使《つか》えません',
  'code.cardJuki.advice': `${MY_NUMBER_CARD}｜持《も》っていない｜人《ひと》は、｜郵便《ゆうびん》・スマートフォン・パソコン・｜証明写真《しょうめいしゃしん》の｜機械《きかい》で｜申《もう》し｜込《こ》みができます。もらうまで、｜数週間《すうしゅうかん》かかります。`,
  'code.cardPhone.title': 'スマートフォンの｜電子証明書《でんししょうめいしょ》は｜使《つか》えません',
  'code.cardPhone.advice': `この｜機械《きかい》には、${MY_NUMBER_CARD}`,
  'code.cardUnknownToken.title': 'このカードは｜読《よ》めません',
  'code.cardUnknownToken.advice': `｜住《す》んでいる｜所《ところ》の${ASK}`,
  'code.cardNoCertificate.title':
    'カードに｜利用者証明用電子証明書《りようしゃしょうめいようでんししょうめいしょ》がありません',
  'code.cardNoCertificate.advice':
    '｜電子証明書《でんししょうめいしょ》は、｜本人《ほんにん》が｜役所《やくしょ》(｜市役所《しやくしょ》など)で｜申《もう》し｜込《こ》んでください。',
  'code.cardExpired.title': '｜電子証明書《でんししょうめいしょ》の｜期限《きげん》が｜終《お》わっています',
  'code.cardExpired.advice':
    '｜住《す》んでいる｜所《ところ》の｜役所《やくしょ》(｜市役所《しやくしょ》など)で、｜新《あたら》しくしてください。',
  'code.cardUnreadable.title': 'カードを｜読《よ》めませんでした',
  'code.cardUnreadable.advice': 'カードを｜一度《いちど》｜取《と》って、もう｜一度《いちど》｜置《お》いてください。',
  'code.cardTestOnly.title': 'このカードは｜使《つか》えません',
  'code.cardTestOnly.advice': `｜自分《じぶん》の${MY_NUMBER_CARD}`,
  'code.cardLicence.title': 'これは｜運転免許証《うんてんめんきょしょう》です',
  'code.cardLicence.advice': MY_NUMBER_CARD,
  'code.cardResidence.title':
    'これは｜在留《ざいりゅう》カード、または｜特別永住者証明書《とくべつえいじゅうしゃしょうめいしょ》です',
  'code.cardResidence.advice': MY_NUMBER_CARD,
  'code.cardFelica.title': 'これは｜電車《でんしゃ》などのICカードです',
  'code.cardFelica.advice': `${MY_NUMBER_CARD}カードは1｜枚《まい》だけ｜置《お》いてください。｜重《かさ》ねると｜読《よ》めません。`,
  'code.cardBank.title': 'これは｜銀行《ぎんこう》のカード、またはクレジットカードです',
  'code.cardBank.advice': MY_NUMBER_CARD,
  'code.triesChanged.title':
    '｜暗証番号《あんしょうばんごう》を｜押《お》せる｜回数《かいすう》が、｜前《まえ》と｜変《か》わっています',
  'code.triesChanged.advice':
    '｜今《いま》は｜回数《かいすう》を｜使《つか》っていません。カードを｜一度《いちど》｜取《と》って、もう｜一度《いちど》｜置《お》いてください。',
  'code.pinWrong.title': '｜暗証番号《あんしょうばんごう》がちがいます',
  'code.pinWrong.advice':
    '｜利用者証明用電子証明書《りようしゃしょうめいようでんししょうめいしょ》の｜暗証番号《あんしょうばんごう》(4つの｜数字《すうじ》)を、もう｜一度《いちど》｜押《お》してください。',
  'code.pinBlocked.title': '｜暗証番号《あんしょうばんごう》がロックされています',
  'code.pinBlocked.advice':
    '｜本人《ほんにん》が、マイナンバーカードを｜持《も》って、｜住《す》んでいる｜所《ところ》の｜役所《やくしょ》(｜市役所《しやくしょ》など)に｜行《い》ってください。｜役所《やくしょ》で、ロックを｜外《はず》すか、｜暗証番号《あんしょうばんごう》を｜新《あたら》しくしてください。',
  'code.pinOutcomeUnknown.title':
    '｜暗証番号《あんしょうばんごう》の｜確認《かくにん》が、｜途中《とちゅう》で｜止《と》まりました',
  'code.pinOutcomeUnknown.advice':
    'もう｜一度《いちど》カードを｜置《お》いてください。あと｜何回《なんかい》できるか、｜画面《がめん》に｜出《で》ます。',
  'code.cardRemoved.title': 'カードが｜外《はず》れました',
  'code.cardRemoved.advice': '｜始《はじ》めからやってください。｜入《い》れたお｜金《かね》は｜返《かえ》します。',
  'code.cardLeft.title': '｜前《まえ》の｜人《ひと》のカードがあります',
  'code.cardLeft.advice':
    'そのカードを｜取《と》って、｜店《みせ》の｜人《ひと》に｜渡《わた》してください。そのあと、｜自分《じぶん》のカードを｜置《お》いてください。',
  'code.cardSwapped.title': 'ちがうカードです',
  'code.cardSwapped.advice': '｜同《おな》じカードで、｜始《はじ》めからやってください。',
  'code.cardSignature.title': 'カードを｜確認《かくにん》できませんでした',
  'code.cardSignature.advice': `｜住《す》んでいる｜所《ところ》の${ASK}`,
  'code.cardIssuedToday.title': 'カードをもらった｜日《ひ》は｜使《つか》えません',
  'code.cardIssuedToday.advice': '｜明日《あした》から｜使《つか》ってください。',
  'code.certificateRevoked.title': '｜電子証明書《でんししょうめいしょ》が｜使《つか》えなくなっています',
  'code.certificateRevoked.advice':
    '｜住《す》んでいる｜所《ところ》の｜役所《やくしょ》(｜市役所《しやくしょ》など)で｜手続《てつづ》きをしてください。',

  'code.notEligible.title': 'この｜証明書《しょうめいしょ》は、ここでは｜出《だ》せません',
  'code.notEligible.advice': ASK,
  'code.movedOut.title': '｜住所《じゅうしょ》の｜届《とど》け｜出《で》があるので、｜使《つか》えません',
  'code.movedOut.advice':
    '｜新《あたら》しい｜住所《じゅうしょ》の｜役所《やくしょ》(｜市役所《しやくしょ》など)で、カードを｜続《つづ》けて｜使《つか》う｜手続《てつづ》きができます。',
  'code.typeNotOffered.title': 'この｜証明書《しょうめいしょ》は、ここにはありません',
  'code.typeNotOffered.advice': ASK,
  'code.municipalityStopped.title':
    '｜住《す》んでいる｜市区町村《しくちょうそん》のサービスは、｜今《いま》、｜休《やす》みです',
  'code.municipalityStopped.advice':
    'ほかの｜日《ひ》に｜来《き》てください。または、｜役所《やくしょ》(｜市役所《しやくしょ》など)に｜行《い》ってください。',
  'code.underFifteen.title': '15｜歳《さい》より｜下《した》の｜人《ひと》は｜使《つか》えません',
  'code.underFifteen.advice':
    '｜親《おや》などの｜大人《おとな》と、｜役所《やくしょ》(｜市役所《しやくしょ》など)に｜行《い》ってください。',
  'code.movedInToday.title': '｜住所《じゅうしょ》の｜届《とど》け｜出《で》をした｜日《ひ》は｜使《つか》えません',
  'code.movedInToday.advice': `｜明日《あした》から｜使《つか》ってください。｜急《いそ》ぐ｜人《ひと》は、${GO}`,
  'code.gaijiPending.title': '｜名前《なまえ》などの｜文字《もじ》を｜登録《とうろく》しているところです',
  'code.gaijiPending.advice': `｜登録《とうろく》が｜終《お》わるまでは、${GO}`,
  'code.nameTooLong.title':
    '｜名前《なまえ》か｜住所《じゅうしょ》が｜長《なが》いので、この｜機械《きかい》では｜印刷《いんさつ》できません',
  'code.nameTooLong.advice': GO,
  'code.continuedUseTomorrow.title':
    'カードを｜続《つづ》けて｜使《つか》う｜手続《てつづ》きをした｜日《ひ》は｜使《つか》えません',
  'code.continuedUseTomorrow.advice': '｜明日《あした》から｜使《つか》ってください。',
  'code.transactionUsed.title': 'この｜手続《てつづ》きは、もう｜終《お》わっています',
  'code.transactionUsed.advice': `｜始《はじ》めからやってください。${NOT_PAID}`,
  'code.signatureInvalid.title': 'カードで｜本人《ほんにん》の｜確認《かくにん》ができませんでした',
  'code.signatureInvalid.advice': `もう｜一度《いちど》やってみてください。それでもできないときは、${ASK}`,
  'code.certificateInvalid.title': 'この｜電子証明書《でんししょうめいしょ》は｜使《つか》えません',
  'code.certificateInvalid.advice': ASK,
  'code.householdMoved.title':
    '｜世帯《せたい》の｜届《とど》け｜出《で》を｜役所《やくしょ》で｜処理《しょり》しているので、｜出《だ》せません',
  'code.householdMoved.advice': `ほかの｜日《ひ》に｜来《き》てください。｜急《いそ》ぐ｜人《ひと》は、${ASK}`,
  'code.kosekiUpdating.title':
    '｜戸籍《こせき》の｜届《とど》け｜出《で》を｜役所《やくしょ》で｜処理《しょり》しているので、｜出《だ》せません',
  'code.kosekiUpdating.advice': `｜届《とど》け｜出《で》から2｜週間《しゅうかん》〜3｜週間《しゅうかん》かかることがあります。${ASK}`,
  'code.honsekiElsewhere.title': '｜本籍《ほんせき》がほかの｜市区町村《しくちょうそん》にあるので、｜出《だ》せません',
  'code.honsekiElsewhere.advice':
    '｜本籍《ほんせき》がある｜市区町村《しくちょうそん》の｜役所《やくしょ》に｜聞《き》いてください。',
  'code.transitionalResident.title':
    'あなたの｜在留《ざいりゅう》の｜種類《しゅるい》では、この｜機械《きかい》から｜出《だ》せません',
  'code.transitionalResident.advice': GO,
  'code.noSealRegistration.title': '｜印鑑《いんかん》の｜登録《とうろく》がありません',
  'code.noSealRegistration.advice':
    '｜印鑑《いんかん》の｜登録《とうろく》は、｜役所《やくしょ》(｜市役所《しやくしょ》など)で｜申《もう》し｜込《こ》みができます。',
  'code.noTaxData.title': '｜出《だ》せる｜税金《ぜいきん》の｜情報《じょうほう》がありません',
  'code.noTaxData.advice': `${ASK}または、1｜月《がつ》｜1日《ついたち》に｜住《す》んでいた｜所《ところ》の｜役所《やくしょ》に｜聞《き》いてください。`,
  'code.notDeclared.title':
    '｜税金《ぜいきん》の｜申告《しんこく》が｜確認《かくにん》できないので、｜出《だ》せません',
  'code.notDeclared.advice':
    '｜役所《やくしょ》(｜市役所《しやくしょ》など)の｜税金《ぜいきん》の｜窓口《まどぐち》に｜聞《き》いてください。',
  'code.amendedReturn.title':
    '｜税金《ぜいきん》の｜情報《じょうほう》を｜新《あたら》しくしているので、｜出《だ》せません',
  'code.amendedReturn.advice':
    '｜少《すこ》しの｜間《あいだ》は、｜役所《やくしょ》(｜市役所《しやくしょ》など)の｜税金《ぜいきん》の｜窓口《まどぐち》に｜行《い》ってください。',
  'code.taxYearNotSwitched.title':
    '｜新《あたら》しい｜年度《ねんど》の｜証明書《しょうめいしょ》は、まだ｜出《だ》せません',
  'code.taxYearNotSwitched.advice': `いつもは、6｜月《がつ》ごろから｜出《だ》せます。${ASK}`,
  'code.typeClosedNow.title':
    '｜今《いま》は、この｜証明書《しょうめいしょ》を｜出《だ》す｜時間《じかん》ではありません',
  'code.typeClosedNow.advice': `｜証明書《しょうめいしょ》によって、｜時間《じかん》がちがいます。${ASK}`,
  'code.catalogueDiffers.title': 'この｜証明書《しょうめいしょ》は、｜今《いま》は｜休《やす》みです',
  'code.catalogueDiffers.advice': GO,
  'code.tooManyBeforeClosing.title':
    '｜終《お》わりの｜時間《じかん》までに、｜全部《ぜんぶ》は｜印刷《いんさつ》できません',
  'code.tooManyBeforeClosing.advice':
    '｜数《かず》を｜少《すく》なくしてください。｜残《のこ》りは、｜次《つぎ》にサービスが｜使《つか》える｜時間《じかん》に｜来《き》てください。',
  'code.closedNow.title': '｜今《いま》は、サービスの｜時間《じかん》ではありません',
  'code.closedNow.advice':
    '｜時間《じかん》は、6｜時《じ》30｜分《ぷん》から23｜時《じ》までです。｜年《とし》の｜終《お》わりと｜始《はじ》め、｜点検《てんけん》の｜日《ひ》は｜休《やす》みです。',

  'card.renewal':
    'カードの｜電子証明書《でんししょうめいしょ》は、{year}｜年《ねん》{month}｜月《がつ》に｜期限《きげん》が｜終《お》わります。｜役所《やくしょ》(｜市役所《しやくしょ》など)で｜新《あたら》しくすることができます。',
  'card.resetInStore':
    '｜署名用電子証明書《しょめいようでんししょうめいしょ》のパスワードがわかる｜人《ひと》は、スマートフォンのアプリで｜予約《よやく》してください。そのあと24｜時間《じかん》は、この｜会社《かいしゃ》の｜店《みせ》の｜機械《きかい》でも、｜暗証番号《あんしょうばんごう》を｜新《あたら》しくできます。',

  'code.centreUnreachable.title': '｜証明書交付《しょうめいしょこうふ》センターとつながりません',
  'code.centreUnreachable.advice': `${AGAIN_LATER}${NOT_PAID}`,
  'code.centreTimeout.title': '｜証明書交付《しょうめいしょこうふ》センターから｜返事《へんじ》がありません',
  'code.centreTimeout.advice': `${AGAIN_LATER}${NOT_PAID}`,
  'code.centreReply.title': '｜証明書《しょうめいしょ》を｜受《う》け｜取《と》ることができませんでした',
  'code.centreReply.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.centreRefused.title': 'この｜申《もう》し｜込《こ》みはできませんでした',
  'code.centreRefused.advice': ASK,
  'code.cellLost.title': '｜手続《てつづ》きが｜途中《とちゅう》で｜止《と》まりました',
  'code.cellLost.advice': '｜始《はじ》めからやってください。｜入《い》れたお｜金《かね》は｜返《かえ》します。',
  'code.documentForeign.title': '｜証明書《しょうめいしょ》を｜確認《かくにん》できませんでした',
  'code.documentForeign.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.documentPages.title': '｜証明書《しょうめいしょ》が｜全部《ぜんぶ》そろっていません',
  'code.documentPages.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.documentNotPdf.title': '｜証明書《しょうめいしょ》のデータを｜読《よ》めません',
  'code.documentNotPdf.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.documentNotOnePage.title': '｜証明書《しょうめいしょ》のページの｜数《かず》が｜正《ただ》しくありません',
  'code.documentNotOnePage.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.documentNotA4.title': '｜証明書《しょうめいしょ》の｜大《おお》きさが｜正《ただ》しくありません',
  'code.documentNotA4.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.documentActive.title': '｜証明書《しょうめいしょ》のデータが｜正《ただ》しくありません',
  'code.documentActive.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.documentEncryption.title': '｜証明書《しょうめいしょ》を｜確認《かくにん》できませんでした',
  'code.documentEncryption.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.centreLacks.title': '｜今《いま》は｜使《つか》えません',
  'code.centreLacks.advice': '｜係《かかり》の｜人《ひと》が｜確認《かくにん》します。',
  'code.fingerprintDiffers.title': '｜今《いま》は｜使《つか》えません',
  'code.fingerprintDiffers.advice': '｜係《かかり》の｜人《ひと》が｜確認《かくにん》します。',
  'code.fingerprintUnknown.title': '｜今《いま》は｜使《つか》えません',
  'code.fingerprintUnknown.advice': AGAIN_LATER,
  'code.documentMarks.title': '｜証明書《しょうめいしょ》の｜番号《ばんごう》を｜確認《かくにん》できませんでした',
  'code.documentMarks.advice': `${NOTHING_TAKEN}${CALL}`,
  'code.documentStale.title':
    '｜証明書《しょうめいしょ》の｜日《ひ》にちと｜時間《じかん》を｜確認《かくにん》できませんでした',
  'code.documentStale.advice': `${NOTHING_TAKEN}もう｜一度《いちど》やってみてください。`,
  'code.documentSignature.title': '｜証明書《しょうめいしょ》を｜確認《かくにん》できませんでした',
  'code.documentSignature.advice': `${NOTHING_TAKEN}${CALL}`,

  'code.cashOffline.title': '｜今《いま》、お｜金《かね》を｜使《つか》えません',
  'code.cashOffline.advice': `｜入《い》れたお｜金《かね》がもどらないときは、${CALL}`,
  'code.cashJam.title': 'お｜金《かね》がつまりました',
  'code.cashJam.advice': CASH_RECORDED,
  'code.cashFault.title': 'お｜金《かね》の｜機械《きかい》がおかしいです',
  'code.cashFault.advice': CASH_RECORDED,
  'code.cashBoxFull.title': 'もうお｜金《かね》を｜入《い》れることができません',
  'code.cashBoxFull.advice': CALL,
  'code.changeShort.title': 'おつりが｜足《た》りません',
  'code.changeShort.advice': 'ほかの｜機械《きかい》を｜使《つか》ってください。',
  'code.hopperEmpty.title': 'おつりが｜足《た》りません',
  'code.hopperEmpty.advice':
    '｜返《かえ》すことができないお｜金《かね》があるときは、｜受付番号《うけつけばんごう》をお｜知《し》らせします。',
  'code.payoutUnknown.title': 'いくら｜返《かえ》したか、わかりません',
  'code.payoutUnknown.advice': NOTE_NUMBER,
  'code.noteDisputed.title': 'お｜札《さつ》を｜確認《かくにん》できません',
  'code.noteDisputed.advice': NOTE_NUMBER,

  'code.printerOffline.title': 'プリンターの｜準備《じゅんび》ができていません',
  'code.printerOffline.advice': TELL_STAFF,
  'code.printerNotReady.title': 'プリンターの｜準備《じゅんび》ができていません',
  'code.printerNotReady.advice': TELL_STAFF,
  'code.printerPaper.title': '｜紙《かみ》がなくなりました',
  'code.printerPaper.advice': TELL_STAFF,
  'code.printerJam.title': '｜紙《かみ》がつまりました',
  'code.printerJam.advice': `${TELL_STAFF}｜店《みせ》の｜人《ひと》は｜紙《かみ》を｜取《と》って、｜裏《うら》にして｜渡《わた》します。`,
  'code.printerDoor.title': 'プリンターのカバーがあいています',
  'code.printerDoor.advice': TELL_STAFF,
  'code.printerOutputFull.title': '｜紙《かみ》が｜出《で》る｜所《ところ》がいっぱいです',
  'code.printerOutputFull.advice': '｜出《で》た｜紙《かみ》を｜取《と》ってください。',
  'code.printerSupplies.title': 'トナー(｜印刷《いんさつ》の｜粉《こな》)などがなくなりました',
  'code.printerSupplies.advice': TELL_STAFF,
  'code.printerSuppliesLow.title':
    'トナー(｜印刷《いんさつ》の｜粉《こな》)が｜少《すく》ないので、｜証明書《しょうめいしょ》を｜出《だ》せません',
  'code.printerSuppliesLow.advice': TELL_STAFF,
  'code.paperUncalibrated.title': 'けん｜制《せい》｜文字《もじ》が、このプリンターに｜合《あ》っていません',
  'code.paperUncalibrated.advice':
    '｜調整用紙《ちょうせいようし》を｜印刷《いんさつ》して、｜番号《ばんごう》を｜選《えら》んでください。',
  'code.latentImageNone.title':
    'このプリンターでは、｜偽造防止検出画像《ぎぞうぼうしけんしゅつがぞう》を｜印刷《いんさつ》できません',
  'code.latentImageNone.advice': 'この｜機械《きかい》の｜会社《かいしゃ》に｜言《い》ってください。',
  'code.printerForeignJob.title':
    'ほかの｜印刷《いんさつ》が｜入《はい》ったので、｜印刷《いんさつ》を｜止《と》めました',
  'code.printerForeignJob.advice':
    '｜出《で》た｜紙《かみ》が｜自分《じぶん》のものか、1｜枚《まい》ずつ｜見《み》てください。',
  'code.leafUnknown.title': '｜印刷《いんさつ》できたかどうか、わかりません',
  'code.leafUnknown.advice': NOTE_NUMBER,
  'code.leafFailed.title': '｜証明書《しょうめいしょ》を｜印刷《いんさつ》できませんでした',
  'code.leafFailed.advice': '｜証明書《しょうめいしょ》のお｜金《かね》を｜返《かえ》します。',
  'code.pageRender.title': '｜証明書《しょうめいしょ》を｜印刷《いんさつ》できませんでした',
  'code.pageRender.advice': '｜証明書《しょうめいしょ》のお｜金《かね》を｜返《かえ》します。',
  'code.pageDigest.title': '｜証明書《しょうめいしょ》を｜確認《かくにん》できませんでした',
  'code.pageDigest.advice': `｜証明書《しょうめいしょ》のお｜金《かね》を｜返《かえ》します。${CALL}`,
  'code.paperKeys.title': '｜今《いま》は｜使《つか》えません',
  'code.paperKeys.advice': '｜係《かかり》の｜人《ひと》が｜確認《かくにん》します。',
  'code.frontTooDense.title': '｜証明書《しょうめいしょ》を｜印刷《いんさつ》できませんでした',
  'code.frontTooDense.advice': `｜証明書《しょうめいしょ》のお｜金《かね》はもらいません。${GO}`,
  'code.paperForeign.title':
    '｜住《す》んでいる｜市区町村《しくちょうそん》の｜証明書《しょうめいしょ》は、｜今《いま》、この｜機械《きかい》から｜出《だ》せません',
  'code.paperForeign.advice': `${NOT_PAID}ほかの｜店《みせ》か、｜役所《やくしょ》(｜市役所《しやくしょ》など)に｜行《い》ってください。`,
};
