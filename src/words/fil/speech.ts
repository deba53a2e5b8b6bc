import type { SPEECH as JA } from '../ja/speech.ts';
import type { TranslationOf } from '../contract.ts';

/** What the kiosk says. */
export const SPEECH: TranslationOf<typeof JA> = {
  'speak.governmentMenu': 'Piliin ang serbisyong gagamitin ninyo.',
  'speak.notes': 'Bago gamitin, basahin ang mga paalala sa screen. Kung payag kayo, pindutin ang: Sang-ayon.',
  'speak.setCard': 'Ilagay ang My Number Card.',
  'speak.readingCard': 'Binabasa ang card.',
  'speak.pin': 'Ilagay ang apat na numerong PIN ng electronic certificate para sa user authentication.',
  'speak.pinWrong': 'Mali ang PIN. Ilagay ulit.',
  'speak.lastTry': 'Kapag nagkamali ulit, mala-lock na ang PIN. Tingnan ang screen.',
  'speak.authenticating': 'Kinukumpirma ang inyong pagkakakilanlan. Maghintay sandali.',
  'speak.takeCard': 'Kunin ang card.',
  'speak.certificate': 'Piliin ang uri ng sertipiko.',
  'speak.items': 'Piliin ang impormasyong ilalagay sa sertipiko.',
  'speak.persons': 'Piliin ang mga taong ilalagay sa sertipiko.',
  'speak.copies': 'Piliin ang bilang ng kopya.',
  'speak.check': 'Suriin ang nilalaman. Kung walang mali, pindutin ang: Kumpirmahin.',
  'speak.checkExact':
    'Suriin ang nilalaman. Kulang ang panukli: tingnan sa screen kung anong pera ang tinatanggap. Kung walang mali, pindutin ang: Kumpirmahin.',
  'speak.notice.katakanaNotPrinted':
    'Hindi ipi-print ang rehistradong pangalan sa katakana. Kung kailangan ito, pumunta sa counter ng inyong munisipyo.',
  'speak.notice.earlierTaxYearOnly':
    'Pinapalitan ang taon ng buwis. Para sa nakaraang taon ang sertipikong ito. Tiyakin ang taon.',
  'speak.notice.kojinBangoUse':
    'Ang sertipikong may Indibidwal na Numero ay maibibigay lang sa mga pinapayagan ng batas.',
  'speak.fetching': 'Inihahanda ang sertipiko. Maghintay sandali.',
  'speak.pay': 'Ang bayad ay {amount}. Ihulog ang pera.',
  'speak.payExact':
    'Ang bayad ay {amount}. Kulang ang panukli. Ihulog lang ang perang ipinapakita sa screen na tinatanggap.',
  'speak.payEnough': 'Pindutin ang: Simulan ang print.',
  'speak.rejectedNotTaken': 'Hindi magagamit ang perang papel o baryang ito. Gumamit ng iba.',
  'speak.rejectedInsertAgain': 'Ihulog ulit nang tuwid at isa-isa.',
  'speak.rejectedNotNow': 'Hindi tinatanggap ngayon ang perang iyon. Gamitin ang ipinapakita sa screen na tinatanggap.',
  'speak.rejectedEnough':
    'Sapat na ang naihulog. Kunin ang perang bumalik. Pagkatapos, pindutin ang: Simulan ang print.',
  'speak.printing':
    'Nagpi-print. Maaaring umabot ng dalawang minuto o higit pa. Huwag umalis sa makina hangga’t hindi tapos.',
  'speak.printingTrouble': 'Nakahinto ang pag-print. Tingnan ang screen.',
  'speak.refunding': 'Ibinabalik ang pera. Kunin sa lalagyan ng ibinalik na pera.',
  'speak.slip': 'May perang hindi naibalik. Ang halaga ay {amount}. Ang claim number ay {number}.',
  'speak.refusal': 'Tingnan ang nakasulat sa screen.',
  'speak.askForeign': 'Kung lumabas ang sertipiko ng iba, pindutin ang: Oo. Kung sa inyo ito, pindutin ang: Bumalik.',
  'speak.foreignPaper':
    'Salamat sa pag-abiso. Huwag basahin ang mga papel: ibalik sa tray nang nakataob. Isulat ang claim number sa screen at tumawag.',
  'speak.warning': 'Ginagamit pa ba ninyo ito? Para magpatuloy, pindutin ang: Ituloy.',
  'speak.warningLast': 'Matatapos na ang oras ninyo. Hindi na ito madadagdagan. Ibabalik ang perang naihulog.',
  'speak.takeItems': 'Salamat. Huwag kalimutang kunin ang card, sertipiko, resibo at sukli.',
  'speak.takeCardReminder': 'Kunin ang card. Huwag kalimutan ang My Number Card.',
  'speak.takeCertificateReminder': 'Kunin ang sertipiko.',
  'speak.takeReceiptReminder': 'Kunin ang resibo.',
  'speak.takeChangeReminder': 'Kunin ang pera. Tingnan ang lalagyan ng ibinalik na pera.',
  'speak.takePhoneReminder': 'Huwag kalimutan ang cellphone.',
  'speak.takeOriginalReminder': 'Kunin ang orihinal sa salamin ng copier.',
  'speak.takeSeveralReminder': 'May mga bagay na hindi pa nakukuha. Tingnan ang screen.',
  'speak.confirmReminder': 'Kung wala nang naiwan, pindutin ang button na: Kumpirmahin, tigil-boses.',
  'speak.leftBehind': 'May naiwang gamit. Huwag iwan dito ang card o sertipiko.',
};
