import type { SPEECH as JA } from '../ja/speech.ts';
import type { TranslationOf } from '../contract.ts';

/** What the kiosk says. */
export const SPEECH: TranslationOf<typeof JA> = {
  'speak.governmentMenu': 'Escolha o serviço que deseja usar.',
  'speak.notes': 'Antes de usar, leia os avisos na tela. Se concordar, aperte: Concordo.',
  'speak.setCard': 'Coloque o Cartão My Number.',
  'speak.readingCard': 'Lendo o cartão.',
  'speak.pin': 'Digite a senha de quatro dígitos do certificado eletrônico de autenticação do usuário.',
  'speak.pinWrong': 'A senha está errada. Digite de novo.',
  'speak.lastTry': 'Se errar de novo, a senha será bloqueada. Veja a tela.',
  'speak.authenticating': 'Confirmando sua identidade. Aguarde.',
  'speak.takeCard': 'Retire o cartão.',
  'speak.certificate': 'Escolha o tipo de certificado.',
  'speak.items': 'Escolha os itens a incluir no certificado.',
  'speak.persons': 'Escolha as pessoas a incluir no certificado.',
  'speak.copies': 'Escolha o número de vias.',
  'speak.check': 'Confira o conteúdo. Se estiver tudo certo, aperte: Confirmar.',
  'speak.checkExact':
    'Confira o conteúdo. Há pouco troco: veja na tela quais cédulas e moedas são aceitas. Se estiver certo, aperte: Confirmar.',
  'speak.notice.katakanaNotPrinted':
    'O nome registrado em katakana não é impresso. Se precisar dele, use o guichê da prefeitura.',
  'speak.notice.earlierTaxYearOnly':
    'O ano fiscal está em mudança. Este certificado é do ano anterior. Confirme o ano.',
  'speak.notice.kojinBangoUse': 'O certificado com o Número Individual só pode ser entregue a quem a lei permite.',
  'speak.fetching': 'Preparando o certificado. Aguarde.',
  'speak.pay': 'A taxa é de {amount}. Insira o dinheiro.',
  'speak.payExact':
    'A taxa é de {amount}. Há pouco troco. Insira somente as cédulas e moedas que a tela mostra como aceitas.',
  'speak.payEnough': 'Aperte: Iniciar impressão.',
  'speak.rejectedNotTaken': 'Esta cédula ou moeda não é aceita. Use outra.',
  'speak.rejectedInsertAgain': 'Insira de novo, reto e uma unidade por vez.',
  'speak.rejectedNotNow': 'Essa cédula ou moeda não é aceita agora. Use as que a tela mostra como aceitas.',
  'speak.rejectedEnough': 'O valor já está completo. Pegue o dinheiro devolvido. Depois, aperte: Iniciar impressão.',
  'speak.printing': 'Imprimindo. Pode levar dois minutos ou mais. Não saia de perto do terminal até terminar.',
  'speak.printingTrouble': 'A impressão está parada. Veja a tela.',
  'speak.refunding': 'Devolvendo o dinheiro. Retire-o na bandeja de devolução.',
  'speak.slip': 'Há um valor que não pôde ser devolvido. O valor é de {amount}. O número de protocolo é {number}.',
  'speak.refusal': 'Veja as instruções na tela.',
  'speak.askForeign': 'Se saiu o certificado de outra pessoa, aperte: Sim. Se for o seu, aperte: Voltar.',
  'speak.foreignPaper':
    'Obrigado por avisar. Devolva os papéis à bandeja, virados para baixo, sem ler. Anote o protocolo da tela e ligue.',
  'speak.warning': 'Ainda está usando? Para continuar, aperte: Continuar.',
  'speak.warningLast': 'Seu tempo está terminando e não pode mais ser prolongado. O dinheiro inserido será devolvido.',
  'speak.takeItems': 'Obrigado. Não esqueça o cartão, o certificado, o recibo e o troco.',
  'speak.takeCardReminder': 'Retire o cartão. Não esqueça o Cartão My Number.',
  'speak.takeCertificateReminder': 'Retire o certificado.',
  'speak.takeReceiptReminder': 'Retire o recibo.',
  'speak.takeChangeReminder': 'Pegue o dinheiro. Veja a bandeja de devolução.',
  'speak.takePhoneReminder': 'Não esqueça o celular.',
  'speak.takeOriginalReminder': 'Retire o original do vidro da copiadora.',
  'speak.takeSeveralReminder': 'Há itens esquecidos. Veja a tela.',
  'speak.confirmReminder': 'Se já pegou tudo, aperte o botão: Confirmar, parar voz.',
  'speak.leftBehind': 'Há itens esquecidos. Não deixe aqui o cartão nem o certificado.',
};
