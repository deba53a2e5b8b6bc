import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    'Ang sertipikong may Indibidwal na Numero (My Number) ay maibibigay lang sa mga pinapayagan ng batas, para sa social security, buwis o sakuna.',
  'notice.katakanaNotPrinted':
    'Hindi ipi-print ang rehistradong pangalan sa katakana. Kung kailangan ito, pumunta sa counter ng inyong munisipyo.',
  'notice.earlierTaxYearOnly':
    'Pinapalitan ang taon ng buwis: para sa nakaraang taon ang sertipikong ito. Tiyakin kung aling taon ang kailangan ng pagbibigyan.',
  'notice.kosekiAndResidenceHere':
    'Para sa may rehistradong domisilyo (honseki) at rehistro ng paninirahan na parehong nasa munisipyong ito.',
  'notice.staleData': 'Maaaring wala pa sa talaan ang kamakailang ipinaalam ninyo.',
  'notice.noReturnOrRefund': 'Kapag nailabas na, hindi na ito maipapalit, maisasauli o maire-refund.',
  'notice.noFreeIssue':
    'Walang libreng sertipiko rito. Kung libre ang sa inyo, pumunta sa counter ng inyong munisipyo.',
  'notice.sheetsBelongTogether': 'Hindi puwedeng paghiwalayin ang mga pahina ng isang sertipiko.',
  'notice.noStaples': 'Hindi naka-staple ang mga pahina.',
  'notice.looksDifferent': 'Iba ang papel at itsura nito sa sertipiko ng counter.',
  'notice.takeEverything': 'Kunin ang lahat ng pahina ng sertipiko.',
  'notice.keepCardAndPin': 'Huwag ipahiram ang card at huwag sabihin kaninuman ang PIN.',
  'notice.printingTakesTime':
    'Maaaring umabot ng 2 minuto o higit pa ang pag-print. Huwag umalis sa makina hangga’t hindi tapos.',
  'notice.staffCannotHelp':
    'Para protektado ang inyong datos, hindi nagpapaliwanag o tumutulong sa paggamit ang staff ng tindahan, maliban kung may sira tulad ng naipit na papel.',
  'notice.pinLocksAfterThree': 'Mala-lock ang PIN kapag nagkamali nang 3 beses na sunod-sunod.',

  'closure.yearEnd': 'Sarado sa katapusan at simula ng taon.',
  'closure.feeChange': 'Sarado buong araw dahil sa pagbabago ng bayarin.',
  'closure.maintenance': 'Hindi magagamit dahil sa maintenance ng system.',
  'closure.systemMove': 'Hindi magagamit dahil sa pagpapalit ng system.',
  'closure.announced': 'Araw na sarado ayon sa anunsiyo ng munisipyo.',
};
