import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/** What the keypad’s guide says beside the texts of the screen. */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{n} de {total}',
  'guide.choices': '{count, plural, one {# opção} other {# opções}}. Aperte próximo para ouvir.',
  'guide.goOn': 'Para {label}, aperte selecionar duas vezes.',
  'guide.chosen': 'escolhido',
  'guide.notChosen': 'não escolhido',
  'guide.unavailable': 'indisponível agora',
  'guide.refused': 'Não disponível aqui. Aperte selecionar para ouvir o motivo',
  'guide.on': 'ligado',
  'guide.off': 'desligado',
  'guide.fewer': 'Uma via a menos',
  'guide.more': 'Uma via a mais',
  'guide.digits': '{digits} de {length} dígitos inseridos.',
  'guide.timeLeft':
    '{seconds, plural, one {Resta # segundo} other {Restam # segundos}}. Para continuar, aperte selecionar.',
  'guide.phone': '{name}, telefone {phone}',
  'guide.step': 'Etapa {n} de {total}: {label}',
  'guide.volume': 'Volume {n} de 5.',

  'speak.keypad':
    'Voz ligada. Ouça os itens com próximo e anterior e escolha com selecionar. Para ouvir de novo, repetir. Há também ajuda. Pode usar fones de ouvido.',
  'speak.headphonesIn': 'Fones conectados. As instruções são ouvidas só nos fones.',
  'speak.headphonesOut': 'Os fones foram desconectados. Para ouvir pelo alto-falante, aperte qualquer tecla.',
  'speak.pinKeys': 'Digite nas teclas de números e aperte selecionar. A tecla 5 tem uma marca.',
  'speak.pressSelect': 'Aperte selecionar.',
  'speak.cancelAsk': 'Para cancelar, aperte de novo. O dinheiro inserido será devolvido.',
  'speak.noBack': 'Aqui não é possível voltar.',
  'speak.noCancel': 'Agora não é possível cancelar. Aguarde.',
  'speak.noKey': 'Esta tecla não é usada aqui.',
  'speak.notNow': 'Agora não é possível escolher isto.',
  'speak.wait': 'Aguarde.',
  'speak.ended': 'O atendimento terminou. Obrigado.',
  'speak.moreTime': 'O tempo foi prolongado.',
  'speak.loudest': 'Este é o volume máximo.',
  'speak.quietest': 'Este é o volume mínimo.',
};
