import type { SPEECH as JA } from '../ja/speech.ts';

/** What the kiosk says, English. */
export const SPEECH: Readonly<Record<keyof typeof JA, string>> = {
  'speak.governmentMenu': 'Please choose the service you need.',
  'speak.notes': 'Please read the notes on the screen. If you agree, press: I agree.',
  'speak.setCard': 'Please set your My Number Card.',
  'speak.readingCard': 'Reading your card.',
  'speak.pin': 'Please enter the four digit PIN of your user authentication certificate.',
  'speak.pinWrong': 'The PIN is wrong. Please enter it again.',
  'speak.lastTry': 'After another wrong entry the PIN will be locked. Please look at the screen.',
  'speak.authenticating': 'Checking your identity. Please wait.',
  'speak.takeCard': 'Please take your card.',
  'speak.certificate': 'Please choose a certificate.',
  'speak.items': 'Please choose what to show on the certificate.',
  'speak.persons': 'Please choose the persons on the certificate.',
  'speak.copies': 'Please choose the number of copies.',
  'speak.check': 'Please check. If everything is right, press: Confirm.',
  'speak.checkExact':
    'Please check your request. Change is running short: see on the screen which coins and notes are accepted. If it is right, press: Confirm.',
  'speak.notice.katakanaNotPrinted':
    'A registered name in katakana is not printed. If you need it, please use the counter of your municipality.',
  'speak.notice.earlierTaxYearOnly':
    'The tax year is being changed over. This certificate is for the earlier year. Please check the year.',
  'speak.notice.kojinBangoUse':
    'A certificate with the Individual Number may only be given to bodies that the law names.',
  'speak.fetching': 'Preparing your certificate. Please wait.',
  'speak.pay': 'The fee is {amount}. Please insert money.',
  'speak.payExact':
    'The fee is {amount}. Change is running short. Please insert only the coins and notes shown as accepted.',
  'speak.payEnough': 'Please press: Start printing.',
  'speak.rejectedNotTaken': 'This note or coin cannot be used here. Please use another one.',
  'speak.rejectedInsertAgain': 'Please insert it again: straight, and one piece at a time.',
  'speak.rejectedNotNow': 'That note or coin is not accepted now. Please use one that the screen shows as accepted.',
  'speak.rejectedEnough':
    'Enough is inserted. Please take back the money that was returned, then press: Start printing.',
  'speak.printing': 'Printing. This may take two minutes or more. Please stay at the kiosk until it is finished.',
  'speak.printingTrouble': 'Printing has stopped. Please look at the screen.',
  'speak.refunding': 'Returning your money. Please take it from the return tray.',
  'speak.slip': 'Some money could not be returned. The amount is {amount}. The claim number is {number}.',
  'speak.refusal': 'Please look at the screen.',
  'speak.askForeign': 'If it is the certificate of somebody else, press: Yes. If it is your own, press: Back.',
  'speak.foreignPaper':
    'Thank you for telling us. Please put the papers back into the tray, face down and unread. Write down the reference on the screen and call.',
  'speak.warning': 'Are you still there? To go on, press: Continue.',
  'speak.warningLast': 'Your time ends soon. It cannot be extended any more. Money you have inserted is returned.',

  'speak.takeItems': 'Thank you. Please do not forget your card, certificate, receipt and change.',
  'speak.takeCardReminder': 'Please take your card. Do not forget your My Number Card.',
  'speak.takeCertificateReminder': 'Please take your certificate.',
  'speak.takeReceiptReminder': 'Please take your receipt.',
  'speak.takeChangeReminder': 'Please take your money from the return tray.',
  'speak.takePhoneReminder': 'Do not forget your phone.',
  'speak.takeOriginalReminder': 'Please take your original from the glass.',
  'speak.takeSeveralReminder': 'Some things have not been taken. Please look at the screen.',
  'speak.confirmReminder': 'If you have everything, press the button: Confirm, stop voice.',
  'speak.leftBehind': 'Something has been left here. Do not leave your card or certificate behind.',
};
