import type { SCREENS as JA } from '../ja/screens.ts';
import type { TranslationOf } from '../contract.ts';

/** Texts of the screen. */
export const SCREENS: TranslationOf<typeof JA> = {
  'app.yen': '¥{amount}',
  'app.yenSpoken': '{amount} yen',
  'app.sentence': '{title}. {advice}',
  'app.name': 'Serbisyo ng gobyerno',
  'app.otherLanguage': '日本語',
  'app.helpMunicipality': '{name} {desk}',
  'app.helpOperator': 'Kontak para sa makinang ito',
  'app.helpCallCentre': 'Libreng tawag: My Number',

  'step.notes': 'Paalala',
  'step.card': 'Card',
  'step.pin': 'PIN',
  'step.certificate': 'Sertipiko',
  'step.check': 'Pagsusuri',
  'step.pay': 'Bayad',
  'step.print': 'Pag-print',
  'step.take': 'Pagkuha',

  'button.cancel': 'Ikansela',
  'button.back': 'Bumalik',
  'button.next': 'Susunod',
  'button.agree': 'Sang-ayon',
  'button.confirm': 'Kumpirmahin',
  'button.printStart': 'Simulan ang print',
  'button.confirmTaken': 'Kumpirmahin (tigil-boses)',
  'button.extend': 'Ituloy',
  'button.close': 'Isara',
  'button.useLastTry': 'Gamitin ang huli',
  'button.addCertificate': 'Magdagdag ng sertipiko',
  'button.remove': 'Alisin',
  'button.delete': 'Burahin',
  'button.clear': 'Burahin lahat',
  'button.holderOnly': 'Ako lang',
  'button.everybody': 'Piliin ang lahat',

  'outOfService.title': 'Hindi magagamit ngayon',
  'outOfService.lead': 'Paumanhin sa abala. Gumamit ng ibang makina o pumunta sa counter ng inyong munisipyo.',

  'idle.title': 'Maligayang pagdating',
  'idle.lead': 'Piliin ang serbisyong kailangan ninyo.',
  'idle.government': 'Serbisyo ng gobyerno',
  'idle.governmentDetail': '行政サービス · mga sertipiko tulad ng talaan ng paninirahan',
  'idle.draining': 'Inihahanda pa. Maghintay sandali.',

  'governmentMenu.title': 'Serbisyo ng gobyerno',
  'governmentMenu.lead': 'Piliin ang serbisyong gagamitin ninyo.',
  'governmentMenu.certificates': 'Serbisyo ng sertipiko',
  'governmentMenu.certificatesDetail': '証明書交付サービス · kumuha ng sertipiko gamit ang My Number Card',

  'notes.title': 'Basahin muna ito bago gamitin',
  'notes.card':
    'Kailangan ang My Number Card at ang 4 na numerong PIN ng electronic certificate para sa user authentication.',
  'notes.holder':
    'Ang may-ari lang ng card ang puwedeng gumamit. Hindi puwede ang wala pang 15 taong gulang at ang adultong nasa ilalim ng legal na tagapangalaga.',
  'notes.secret': 'Huwag ipahiram ang card o sabihin ang PIN kaninuman: maaari itong gamitin sa masama.',
  'notes.refund':
    'Hindi maipapalit o maisasauli ang nailabas na sertipiko, at hindi ibinabalik ang bayad. Wala ring libre.',
  'notes.wait': 'Maaaring umabot ng 2 minuto o higit pa ang pag-print. Huwag umalis sa makina hangga’t hindi tapos.',
  'notes.leave': 'Sa pag-alis, huwag iwan ang card, sertipiko, resibo at sukli.',
  'notes.guide': 'Para sa detalye, tingnan ang gabay ng J-LIS, ang ahensiyang namamahala sa serbisyong ito.',

  'setCard.title': 'Ilagay ang My Number Card',
  'setCard.lead': 'Ilagay ito sa card reader nang nasa itaas ang panig na may litrato.',
  'setCard.staysOn': 'Huwag galawin ang card hanggang matapos ang lahat.',
  'setCard.comesOff': 'Huwag galawin ang card hangga’t walang abiso.',
  'setCard.refused':
    'Hindi magagamit ang notification card, Juki card, (magnetic) card ng rehistradong selyo, citizen card at smartphone.',

  'readingCard.title': 'Binabasa ang card',
  'readingCard.lead': 'Maghintay at huwag galawin ang card.',

  'pin.title': 'Ilagay ang PIN',
  'pin.lead': 'Ang 4 na numerong PIN ng electronic certificate para sa user authentication (利用者証明用電子証明書).',
  'pin.label': 'Bilang ng numerong nailagay',
  'pin.hide': 'Mag-ingat na walang makakita.',
  'pin.lock': 'Mala-lock ang PIN kapag nagkamali nang 3 beses na sunod-sunod.',
  'pin.tries': '{tries} pagsubok na lang ang natitira.',

  'lastTry.title': 'Isang pagkakamali pa, mala-lock na ang PIN',
  'lastTry.lead': 'Kapag nagkamali ulit, hindi na magagamit ang PIN na ito.',
  'lastTry.advice': 'Kung hindi sigurado, pindutin ang “Ikansela” at magtanong sa munisipyong tinitirahan ninyo.',

  'authenticating.title': 'Kinukumpirma ang inyong pagkakakilanlan',
  'authenticating.lead': 'Maghintay at huwag galawin ang card.',

  'takeCard.title': 'Kunin ang card',
  'takeCard.lead': 'Itago ang card; saka tayo magpapatuloy.',

  'certificate.title': 'Piliin ang sertipiko',
  'certificate.lead': 'Ito ang mga sertipikong makukuha rito.',
  'certificate.fee': '{fee} bawat kopya',
  'certificate.leadRefused': 'Pindutin ang “?” para makita ang dahilan.',
  'certificate.taxYear': 'Taong piskal {year} ({era})',

  'items.title': 'Piliin ang ilalagay na impormasyon',
  'items.lead': 'Tiyakin kung anong impormasyon ang kailangan ng pagbibigyan.',
  'items.on': 'Ilagay',
  'items.off': 'Huwag ilagay',

  'persons.title': 'Piliin ang mga taong ilalagay',
  'persons.lead': 'Pumili ng isa o higit pa. Kung marami ang pinili, magkakasama sila sa isang sertipiko.',
  'persons.person': 'Tao {n}',

  'copies.title': 'Piliin ang bilang ng kopya',
  'copies.lead': 'May bayad ang bawat kopya.',
  'copies.count': '{n} kopya',

  'check.title': 'Suriin ang nilalaman',
  'check.lead': 'Kung walang mali, pindutin ang “Kumpirmahin”.',
  'check.total': 'Kabuuang bayad',
  'check.with': '{name}: ilalagay',
  'check.without': '{name}: hindi ilalagay',
  'check.about': '{name}: {text}',
  'check.full': 'Hindi na madadagdagan ang sertipiko sa pagkakataong ito.',
  'check.inTime': 'Hanggang magsara ang serbisyo, {n} kopya lang sa kabuuan ang maipi-print.',
  'check.contact': 'Tanong tungkol sa nakasulat: {desk} {phone}',
  'check.contactDesk': 'Tanong tungkol sa nakasulat: {desk}',
  'check.collection': 'Ang pangongolekta ng bayad ay ipinagkatiwala sa {agent} ({address}), mula {since}.',

  'fetching.title': 'Inihahanda ang sertipiko',
  'fetching.lead': 'Magbabayad lang kapag handa na ang sertipiko.',

  'pay.title': 'Ihulog ang bayad',
  'pay.enough': 'Pindutin ang “Simulan ang print”',
  'pay.lead': 'Kapag sapat na ang pera, mapipindot na ang “Simulan ang print”.',
  'pay.leadEnough': 'Lalabas ang sukli at ang sertipiko. Huwag umalis hangga’t hindi tapos ang pag-print.',
  'pay.asOf': 'Nilalaman noong {time}.',
  'pay.due': 'Bayarin',
  'pay.inserted': 'Naihulog',
  'pay.needed': 'Kulang pa',
  'pay.owed': 'Sukli',
  'pay.accepts': 'Tinatanggap ngayon',
  'pay.exact': 'Kulang ang panukli. Hindi tinatanggap ngayon ang perang may ×.',
  'pay.rejectedNotTaken': 'Hindi magagamit ang perang papel o baryang ito. Gumamit ng iba.',
  'pay.rejectedInsertAgain': 'Ihulog ulit nang tuwid at isa-isa.',
  'pay.rejectedNotNow': 'Hindi tinatanggap ngayon ang perang iyon. Gamitin ang nasa “Tinatanggap ngayon”.',
  'pay.rejectedEnough': 'Sapat na ang naihulog. Kunin ang perang bumalik.',

  'closingDeposit.title': 'Tinitiyak ang naihulog na pera',
  'closingDeposit.lead': 'Maghintay sandali.',

  'printing.title': 'Nagpi-print',
  'printing.lead':
    'Maaaring umabot ng 2 minuto o higit pa. Huwag umalis, para walang kumuha o sumilip sa inyong papel.',
  'printing.progress': '{done} sa {total} pahina ang tapos',
  'printing.trouble': 'Nakahinto ang pag-print',

  'refunding.title': 'Ibinabalik ang pera',
  'refunding.lead': 'Kunin sa lalagyan ng ibinalik na pera.',

  'slip.title': 'May perang hindi naibalik',
  'slip.lead': 'Isulat ang claim number at tumawag sa numero sa ibaba. Kung may lumabas na slip, itago rin ito.',
  'slip.number': 'Claim number',
  'slip.amount': 'Halaga',
  'slip.phone': 'Telepono',

  'refusal.code': 'Numero ng pagtatanong {code}',

  'takeItems.title': 'Wala ba kayong naiwan?',
  'takeItems.lead': 'Tiyaking nakuha na ninyo ang mga ito, saka pindutin ang button.',
  'takeItems.leadCancelled': 'Tapos na ang paggamit. Kunin ang mga ito.',
  'takeItems.card': 'My Number Card',
  'takeItems.certificate': 'Sertipiko',
  'takeItems.receipt': 'Resibo',
  'takeItems.change': 'Sukli',
  'takeItems.phone': 'Cellphone',
  'takeItems.original': 'Orihinal na kinopya',
  'takeItems.refund': 'Ibinalik na pera',
  'takeItems.left': 'Pakikuha po',
  'takeItems.gone': 'Nakuha na',
  'takeItems.sheets': '{total} pahina lahat ang sertipiko. Pakibilang po.',
  'takeItems.lost': 'Kung mawala ang card, maaaring ipatigil ang paggamit nito anumang oras, 24 oras sa isang araw.',

  'foreign.button': 'Hindi ito sa akin',
  'foreign.askTitle': 'May lumabas bang sertipiko ng iba?',
  'foreign.askLead': 'Ihihinto ng “Oo” ang pag-print at aabisuhan ang tagapamahala. Huwag basahin ang papel.',
  'foreign.askBack': 'Kung sa inyo ang sertipiko, pindutin ang “Bumalik”.',
  'foreign.confirm': 'Oo, hindi ito sa akin',
  'foreign.title': 'Salamat sa pag-abiso. Claim number {reference}',
  'foreign.lead': 'Huwag basahin: ibalik ang lahat ng papel sa tray nang nakataob.',
  'foreign.call': 'Inihinto na ang natitirang print. Isulat ang numero at tumawag sa teleponong nasa ibaba.',
  'foreign.keepNothing':
    'Huwag iuwi o kunan ng litrato. Hindi rin ito babasahin o itatapon ng tagapamahala: isisilid sa sobre.',
  'foreign.money': 'Ibabalik ang bayad sa hindi lumabas. Para sa lumabas, itawag po ninyo.',
  'foreign.reminder': 'Huwag kunin ang sertipiko; iwan ito sa tray nang nakataob. Claim number {reference}',

  'warning.title': 'Ginagamit pa ba ninyo ito?',
  'warning.text': 'Kung walang gagawin, matatapos na ito. Ibabalik ang perang naihulog.',
  'warning.titleLast': 'Matatapos na ang oras ninyo',
  'warning.textLast':
    'Naabot na ang pinakamahabang oras ng isang paggamit at hindi na ito madadagdagan. Matatapos na ito. Ibabalik ang perang naihulog.',
  'warning.timeLeft': '{seconds} segundo na lang',
};
