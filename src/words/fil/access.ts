import type { ACCESS as JA } from '../ja/access.ts';
import type { TranslationOf } from '../contract.ts';

/** Standing buttons, settings and help. */
export const ACCESS: TranslationOf<typeof JA> = {
  'standing.language': 'Wika',
  'standing.speech': 'Boses',
  'standing.largeText': 'Titik',
  'standing.contrast': 'Kulay',
  'standing.access': 'Setting',
  'standing.help': 'Tulong',

  'overlay.close': 'Isara',
  'overlay.up': 'Pataas',
  'overlay.down': 'Pababa',

  'language.title': 'Piliin ang wika',
  'language.japaneseOnly': 'Sa wikang Hapon ipi-print ang sertipiko.',

  'access.title': 'Setting ng paningin at pandinig',
  'access.textSize': 'Laki ng titik',
  'access.textSize.100': 'Karaniwan',
  'access.textSize.150': 'Malaki',
  'access.textSize.200': 'Napakalaki',
  'access.contrast': 'Kulay',
  'access.contrast.standard': 'Karaniwan',
  'access.contrast.high': 'Mas malinaw',
  'access.contrast.dark': 'Madilim',
  'access.speech': 'Gabay sa boses',
  'access.speech.off': 'Wala',
  'access.speech.guidance': 'Gabay lang',
  'access.speech.detailed': 'Detalyado',
  'access.volume': 'Volume',
  'access.volume.-2': 'Pinakamahina',
  'access.volume.-1': 'Mahina',
  'access.volume.0': 'Karaniwan',
  'access.volume.1': 'Malakas',
  'access.volume.2': 'Pinakamalakas',
  'access.reach': 'Lugar ng mga button',
  'access.reach.off': 'Karaniwan',
  'access.reach.on': 'Mas mababa',
  'access.simple': 'Screen',
  'access.simple.off': 'Karaniwan',
  'access.simple.on': 'Simple',

  'help.title': 'Paano gamitin',
  'help.start':
    'Pumunta sa 行政サービス (serbisyo ng gobyerno), saka sa 証明書交付サービス (sertipiko). Kailangan ang My Number Card at ang 4 na numerong PIN.',
  'help.notes': 'Basahin ang mga paalala. Kung payag kayo, pindutin ang “Sang-ayon”.',
  'help.setCard': 'Ilagay ang My Number Card sa may ilaw. Huwag galawin habang binabasa.',
  'help.pin':
    'Pindutin ang 4 na numerong PIN ng electronic certificate para sa user authentication. Mala-lock ito kapag nagkamali nang 3 beses na sunod-sunod.',
  'help.takeCard': 'Kunin ang card kapag sinabi ng screen.',
  'help.choose':
    'Pindutin ang gusto ninyo. Kung nagkamali, babalik sa naunang screen ang “Bumalik”; hindi mawawala ang napili.',
  'help.check': 'Suriin ang nilalaman at halaga, saka pindutin ang “Kumpirmahin”.',
  'help.pay': 'Ihulog nang isa-isa ang tinatanggap na pera. Kapag nagkansela, ibabalik ang lahat.',
  'help.printing': 'Maghintay rito hanggang matapos ang pag-print.',
  'help.take': 'Kunin ang card, sertipiko, resibo at sukli, saka pindutin ang “Kumpirmahin (tigil-boses)”.',
  'help.slip': 'Isulat ang numero at ang telepono. Makukuha ang pera sa ibang pagkakataon.',
  'help.stop': 'Isulat ang numero sa screen at tumawag sa telepono sa ibaba.',
  'help.staffMay': 'Makakatulong lang ang staff ng tindahan kapag may sira ang makina, tulad ng naipit na papel.',
  'help.staffMayNot': 'Hindi sila puwedeng magpaliwanag o mag-type para sa inyo. Huwag sabihin kaninuman ang PIN.',
  'help.staffPaper': 'Kapag kumuha ng papel ang staff, ibibigay nila ito nang nakataob at hindi binabasa.',
  'help.guide': 'Iba pang detalye (gabay ng J-LIS)',

  'printing.timeLeft': 'Mga {minutes} minuto na lang',
};
