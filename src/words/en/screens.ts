import type { SCREENS as JA } from '../ja/screens.ts';

/** Texts of the screen, English. */
export const SCREENS: Readonly<Record<keyof typeof JA, string>> = {
  'app.name': 'Government services',
  'app.otherLanguage': '日本語',
  'app.helpMunicipality': '{name} {desk}',
  'app.helpOperator': 'Operator of this kiosk',
  'app.helpCallCentre': 'My Number call centre',

  'step.notes': 'Notes',
  'step.card': 'Card',
  'step.pin': 'PIN',
  'step.certificate': 'Certificate',
  'step.check': 'Check',
  'step.pay': 'Payment',
  'step.print': 'Printing',
  'step.take': 'Collect',

  'button.cancel': 'Cancel',
  'button.back': 'Back',
  'button.next': 'Next',
  'button.agree': 'I agree',
  'button.confirm': 'Confirm',
  'button.printStart': 'Start printing',
  'button.confirmTaken': 'Confirm (stop voice)',
  'button.extend': 'Continue',
  'button.close': 'Close',
  'button.useLastTry': 'Use the last try',
  'button.addCertificate': 'Add another certificate',
  'button.remove': 'Remove',
  'button.delete': 'Delete',
  'button.clear': 'Clear all',
  'button.holderOnly': 'Only me',
  'button.everybody': 'Choose everybody',

  'outOfService.title': 'Not available now',
  'outOfService.lead': 'Sorry for the inconvenience. Please use another kiosk or the counter of your municipality.',

  'idle.title': 'Welcome',
  'idle.lead': 'Please choose a service.',
  'idle.government': 'Government services',
  'idle.governmentDetail': '行政サービス · certificates such as the residence record',
  'idle.draining': 'Being prepared. Please wait a moment.',

  'governmentMenu.title': 'Government services',
  'governmentMenu.lead': 'Please choose the service you need.',
  'governmentMenu.certificates': 'Certificate service',
  'governmentMenu.certificatesDetail': '証明書交付サービス · get a certificate with your My Number Card',

  'notes.title': 'Please read this first',
  'notes.card': 'You need your My Number Card and the 4-digit PIN of its user authentication certificate.',
  'notes.holder':
    'Only the holder of the card may use this service. It is not available to persons under 15 or to adult wards.',
  'notes.secret': 'Do not lend your card or tell anybody your PIN: they could be abused.',
  'notes.refund':
    'Issued certificates cannot be returned or exchanged, and fees are not refunded. There is no free issue.',
  'notes.wait': 'Printing may take 2 minutes or more. Please stay at the kiosk until it is finished.',
  'notes.leave': 'When you leave, take your card, certificate, receipt and change with you.',
  'notes.guide': 'For details see the guide of J-LIS, the agency that runs this service.',

  'setCard.title': 'Set your My Number Card',
  'setCard.lead': 'Lay it on the card reader with the photo side up.',
  'setCard.staysOn': 'Leave the card there until everything is finished.',
  'setCard.comesOff': 'Leave the card there until you are asked to take it.',
  'setCard.refused':
    'Notification cards, Juki cards, seal registration (magnetic) cards, city cards and smartphones cannot be used.',

  'readingCard.title': 'Reading your card',
  'readingCard.lead': 'Please do not move the card.',

  'pin.title': 'Enter your PIN',
  'pin.lead': 'The 4-digit PIN of your user authentication certificate (利用者証明用電子証明書).',
  'pin.label': 'Digits entered',
  'pin.hide': 'Take care that nobody sees it.',
  'pin.lock': 'The PIN locks after three wrong entries in a row.',
  'pin.tries': '{tries, plural, one {# try} other {# tries}} left.',

  'lastTry.title': 'One try left before the PIN locks',
  'lastTry.lead': 'After another wrong entry this PIN can no longer be used.',
  'lastTry.advice': 'If you are not sure, press “Cancel” and ask the municipality you live in.',

  'authenticating.title': 'Checking your identity',
  'authenticating.lead': 'Please do not move the card.',

  'takeCard.title': 'Take your card',
  'takeCard.lead': 'Put it away; then we go on.',

  'certificate.title': 'Choose a certificate',
  'certificate.lead': 'These certificates are available here.',
  'certificate.fee': '{fee} per copy',
  'certificate.leadRefused': 'Press “?” to see why not.',
  'certificate.taxYear': 'FY {year} ({era})',

  'items.title': 'Choose what to show on it',
  'items.lead': 'Ask the receiver of the certificate which items are needed.',
  'items.on': 'Show',
  'items.off': 'Leave out',

  'persons.title': 'Choose the persons on it',
  'persons.lead': 'Choose one or several. Several persons are put on one certificate.',
  'persons.person': 'Person {n}',

  'copies.title': 'Choose the number of copies',
  'copies.lead': 'Each copy is charged.',
  'copies.count': '{n, plural, one {# copy} other {# copies}}',

  'check.title': 'Please check',
  'check.lead': 'If everything is right, press “Confirm”.',
  'check.total': 'Total fee',
  'check.with': '{name}: shown',
  'check.without': '{name}: left out',
  'check.about': '{name}: {text}',
  'check.full': 'No more certificates can be added this time.',
  'check.inTime': '{n, plural, one {# copy} other {# copies}} in all can be printed before the service closes.',
  'check.contact': 'Questions about what is recorded: {desk} {phone}',
  'check.contactDesk': 'Questions about what is recorded: {desk}',
  'check.collection': 'The collection of fees is entrusted to {agent} ({address}), since {since}.',

  'fetching.title': 'Preparing your certificate',
  'fetching.lead': 'You pay only after the certificate is ready.',

  'pay.title': 'Insert the fee',
  'pay.enough': 'Press “Start printing”',
  'pay.lead': 'When enough is inserted, “Start printing” can be pressed.',
  'pay.leadEnough': 'You get your change and the certificate. Please stay until printing is finished.',
  'pay.asOf': 'As recorded at {time}.',
  'pay.due': 'Fee',
  'pay.inserted': 'Inserted',
  'pay.needed': 'Still needed',
  'pay.owed': 'Change',
  'pay.accepts': 'Accepted now',
  'pay.exact': 'Change is running short. Money marked × is not accepted now.',
  'pay.rejectedNotTaken': 'This note or coin cannot be used here. Please use another one.',
  'pay.rejectedInsertAgain': 'Please insert it again: straight, and one piece at a time.',
  'pay.rejectedNotNow': 'Not accepted now. Please use the money shown as “Accepted now”.',
  'pay.rejectedEnough': 'Enough is inserted. Please take the money that came back.',

  'closingDeposit.title': 'Checking your payment',
  'closingDeposit.lead': 'Please wait a moment.',

  'printing.title': 'Printing',
  'printing.lead': 'This may take 2 minutes or more. Stay here to keep your papers safe.',
  'printing.progress': '{done} of {total} {total, plural, one {sheet} other {sheets}} done',
  'printing.trouble': 'Printing has stopped',

  'refunding.title': 'Returning your money',
  'refunding.lead': 'Please take it from the return tray.',

  'slip.title': 'Some money could not be returned',
  'slip.lead': 'Write down the claim number and call the number below. If a slip is printed, keep it.',
  'slip.number': 'Claim number',
  'slip.amount': 'Amount',
  'slip.phone': 'Telephone',

  'refusal.code': 'Reference {code}',

  'takeItems.title': 'Have you got everything?',
  'takeItems.lead': 'Please check that you have these things, then press the button.',
  'takeItems.leadCancelled': 'The service has ended. Please take these things.',
  'takeItems.card': 'My Number Card',
  'takeItems.certificate': 'Certificate',
  'takeItems.receipt': 'Receipt',
  'takeItems.change': 'Change',
  'takeItems.refund': 'Returned money',
  'takeItems.left': 'Please take it',
  'takeItems.gone': 'Taken',
  'takeItems.sheets': 'The certificate has {total, plural, one {# sheet} other {# sheets}} in all. Please count them.',
  'takeItems.lost': 'If you lose your card, its use can be stopped at any hour of the day.',

  'warning.title': 'Are you still there?',
  'warning.text': 'Without an answer the service ends soon. Money you have inserted is returned.',
  'warning.timeLeft': '{seconds, plural, one {# second} other {# seconds}} left',
};
