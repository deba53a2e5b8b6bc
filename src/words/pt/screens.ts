import type { SCREENS as JA } from '../ja/screens.ts';
import type { TranslationOf } from '../contract.ts';

/** Texts of the screen. */
export const SCREENS: TranslationOf<typeof JA> = {
  'app.yen': '¥{amount}',
  'app.yenSpoken': '{amount} ienes',
  'app.sentence': '{title}. {advice}',
  'app.name': 'Serviços públicos',
  'app.otherLanguage': '日本語',
  'app.helpMunicipality': '{name} {desk}',
  'app.helpOperator': 'Contato deste terminal',
  'app.helpCallCentre': 'Central gratuita do My Number',

  'step.notes': 'Avisos',
  'step.card': 'Cartão',
  'step.pin': 'Senha',
  'step.certificate': 'Certificado',
  'step.check': 'Conferir',
  'step.pay': 'Pagamento',
  'step.print': 'Impressão',
  'step.take': 'Retirada',

  'button.cancel': 'Cancelar',
  'button.back': 'Voltar',
  'button.next': 'Avançar',
  'button.agree': 'Concordo',
  'button.confirm': 'Confirmar',
  'button.printStart': 'Iniciar impressão',
  'button.confirmTaken': 'Confirmar (parar voz)',
  'button.extend': 'Continuar',
  'button.close': 'Fechar',
  'button.useLastTry': 'Usar última tentativa',
  'button.addCertificate': 'Adicionar outro certificado',
  'button.remove': 'Remover',
  'button.delete': 'Apagar',
  'button.clear': 'Apagar tudo',
  'button.holderOnly': 'Só eu',
  'button.everybody': 'Escolher todos',

  'outOfService.title': 'Indisponível no momento',
  'outOfService.lead': 'Pedimos desculpas. Use outro terminal ou o guichê da prefeitura.',

  'idle.title': 'Boas-vindas',
  'idle.lead': 'Escolha o serviço desejado.',
  'idle.government': 'Serviços públicos',
  'idle.governmentDetail': '行政サービス · certificados como o registro de residência',
  'idle.draining': 'Em preparação. Aguarde um momento.',

  'governmentMenu.title': 'Serviços públicos',
  'governmentMenu.lead': 'Escolha o serviço que deseja usar.',
  'governmentMenu.certificates': 'Emissão de certificados',
  'governmentMenu.certificatesDetail': '証明書交付サービス · obter certificados com o Cartão My Number',

  'notes.title': 'Leia antes de usar',
  'notes.card':
    'São necessários o Cartão My Number e a senha de 4 dígitos do certificado eletrônico de autenticação do usuário.',
  'notes.holder': 'Somente o titular do cartão pode usar. Menores de 15 anos e adultos sob curatela não podem usar.',
  'notes.secret': 'Não empreste o cartão nem diga a senha a ninguém: há risco de uso indevido.',
  'notes.refund':
    'Não há troca nem devolução de certificados emitidos, nem reembolso das taxas. Também não há emissão gratuita.',
  'notes.wait': 'A impressão pode levar 2 minutos ou mais. Não saia de perto do terminal até terminar.',
  'notes.leave': 'Ao sair, não esqueça o cartão, o certificado, o recibo e o troco.',
  'notes.guide': 'Para mais detalhes, veja o guia da J-LIS, o órgão que opera este serviço.',

  'setCard.title': 'Coloque o Cartão My Number',
  'setCard.lead': 'Coloque-o no leitor com o lado da foto para cima.',
  'setCard.staysOn': 'Não mexa no cartão até o procedimento terminar.',
  'setCard.comesOff': 'Não mexa no cartão até aparecer o aviso.',
  'setCard.refused':
    'Não podem ser usados: cartão de notificação, cartão Juki, cartão (magnético) de registro de carimbo, cartão do cidadão e smartphone.',

  'readingCard.title': 'Lendo o cartão',
  'readingCard.lead': 'Aguarde sem mexer no cartão.',

  'pin.title': 'Digite a senha',
  'pin.lead': 'Senha de 4 dígitos do certificado eletrônico de autenticação do usuário (利用者証明用電子証明書).',
  'pin.label': 'Dígitos inseridos',
  'pin.hide': 'Cuidado para que ninguém veja.',
  'pin.lock': 'Após 3 erros seguidos, a senha é bloqueada.',
  'pin.tries': '{tries, plural, one {Resta # tentativa.} other {Restam # tentativas.}}',

  'lastTry.title': 'Mais um erro bloqueia a senha',
  'lastTry.lead': 'Se errar de novo, esta senha não poderá mais ser usada.',
  'lastTry.advice': 'Se não tiver certeza, toque em “Cancelar” e consulte a prefeitura onde mora.',

  'authenticating.title': 'Confirmando sua identidade',
  'authenticating.lead': 'Aguarde sem mexer no cartão.',

  'takeCard.title': 'Retire o cartão',
  'takeCard.lead': 'Guarde o cartão; depois continuamos.',

  'certificate.title': 'Escolha o certificado',
  'certificate.lead': 'Estes são os certificados disponíveis aqui.',
  'certificate.fee': '{fee} por via',
  'certificate.leadRefused': 'Toque em “?” para ver o motivo.',
  'certificate.taxYear': 'Ano fiscal {year} ({era})',

  'items.title': 'Escolha os itens a incluir',
  'items.lead': 'Confirme quais itens são exigidos no local de entrega.',
  'items.on': 'Incluir',
  'items.off': 'Não incluir',

  'persons.title': 'Escolha as pessoas a incluir',
  'persons.lead': 'Escolha uma ou mais pessoas. Várias pessoas são reunidas em um só certificado.',
  'persons.person': 'Pessoa {n}',

  'copies.title': 'Escolha o número de vias',
  'copies.lead': 'A taxa é cobrada por via.',
  'copies.count': '{n, plural, one {# via} other {# vias}}',

  'check.title': 'Confira o conteúdo',
  'check.lead': 'Se estiver tudo certo, toque em “Confirmar”.',
  'check.total': 'Total das taxas',
  'check.with': '{name}: incluído',
  'check.without': '{name}: não incluído',
  'check.about': '{name}: {text}',
  'check.full': 'Não é possível adicionar mais certificados desta vez.',
  'check.inTime':
    'Até o fim do atendimento, {n, plural, one {só é possível imprimir # via no total} other {só é possível imprimir # vias no total}}.',
  'check.contact': 'Dúvidas sobre o conteúdo: {desk} {phone}',
  'check.contactDesk': 'Dúvidas sobre o conteúdo: {desk}',
  'check.collection': 'A cobrança das taxas é delegada a {agent} ({address}), desde {since}.',

  'fetching.title': 'Preparando o certificado',
  'fetching.lead': 'O pagamento é feito só depois que o certificado estiver pronto.',

  'pay.title': 'Insira o valor da taxa',
  'pay.enough': 'Toque em “Iniciar impressão”',
  'pay.lead': 'Com o valor completo, será possível tocar em “Iniciar impressão”.',
  'pay.leadEnough': 'Sairão o troco e o certificado. Não saia daqui até a impressão terminar.',
  'pay.asOf': 'Conteúdo registrado: {time}.',
  'pay.due': 'Taxa',
  'pay.inserted': 'Inserido',
  'pay.needed': 'Falta',
  'pay.owed': 'Troco',
  'pay.accepts': 'Aceitos agora',
  'pay.exact': 'Há pouco troco. O dinheiro marcado com × não é aceito agora.',
  'pay.rejectedNotTaken': 'Esta cédula ou moeda não é aceita. Use outra.',
  'pay.rejectedInsertAgain': 'Insira de novo, reto e uma unidade por vez.',
  'pay.rejectedNotNow': 'Essa cédula ou moeda não é aceita agora. Use as indicadas em “Aceitos agora”.',
  'pay.rejectedEnough': 'O valor já está completo. Pegue o dinheiro devolvido.',

  'closingDeposit.title': 'Conferindo o dinheiro inserido',
  'closingDeposit.lead': 'Aguarde um momento.',

  'printing.title': 'Imprimindo',
  'printing.lead': 'Pode levar 2 minutos ou mais. Para evitar furto ou que outros vejam seus papéis, não saia daqui.',
  'printing.progress': '{total, plural, one {{done} de # folha pronta} other {{done} de # folhas prontas}}',
  'printing.trouble': 'A impressão está parada',

  'refunding.title': 'Devolvendo o dinheiro',
  'refunding.lead': 'Retire-o na bandeja de devolução.',

  'slip.title': 'Há um valor que não pôde ser devolvido',
  'slip.lead': 'Anote o número de protocolo e ligue para o telefone abaixo. Se sair um comprovante, guarde-o também.',
  'slip.number': 'Número de protocolo',
  'slip.amount': 'Valor',
  'slip.phone': 'Telefone',

  'refusal.code': 'Código de consulta {code}',

  'takeItems.title': 'Não esqueceu nada?',
  'takeItems.lead': 'Confira se pegou todos estes itens e toque no botão.',
  'takeItems.leadCancelled': 'O atendimento foi encerrado. Retire estes itens.',
  'takeItems.card': 'Cartão My Number',
  'takeItems.certificate': 'Certificado',
  'takeItems.receipt': 'Recibo',
  'takeItems.change': 'Troco',
  'takeItems.phone': 'Celular',
  'takeItems.original': 'Original copiado',
  'takeItems.refund': 'Dinheiro devolvido',
  'takeItems.left': 'Retire, por favor',
  'takeItems.gone': 'Retirado',
  'takeItems.sheets':
    'O certificado tem {total, plural, one {# folha} other {# folhas}} no total. Confira a quantidade.',
  'takeItems.lost': 'Se perder o cartão, a suspensão do uso pode ser pedida 24 horas por dia.',

  'foreign.button': 'Isto não é meu',
  'foreign.askTitle': 'Saiu o certificado de outra pessoa?',
  'foreign.askLead': '“Sim” interrompe a impressão e avisa o responsável. Não leia o papel.',
  'foreign.askBack': 'Se for o seu próprio certificado, toque em “Voltar”.',
  'foreign.confirm': 'Sim, não é meu',
  'foreign.title': 'Obrigado por avisar. Protocolo {reference}',
  'foreign.lead': 'Sem ler, vire todos os papéis para baixo e devolva-os à bandeja de saída.',
  'foreign.call': 'O resto da impressão foi parado. Anote o número e ligue para o telefone abaixo.',
  'foreign.keepNothing': 'Não leve nem fotografe. O responsável também não lê nem joga fora: guarda em um envelope.',
  'foreign.money': 'A taxa do que não saiu será devolvida. Sobre o que saiu, consulte por telefone.',
  'foreign.reminder': 'Não pegue o certificado: deixe-o virado para baixo na bandeja de saída. Protocolo {reference}',

  'warning.title': 'Ainda está usando?',
  'warning.text': 'Sem nenhuma ação, o atendimento termina em breve. O dinheiro inserido será devolvido.',
  'warning.titleLast': 'Seu tempo está terminando',
  'warning.textLast':
    'O tempo máximo de um atendimento foi atingido e não pode mais ser prolongado. O atendimento termina em breve. O dinheiro inserido será devolvido.',
  'warning.timeLeft': '{seconds, plural, one {Resta # segundo} other {Restam # segundos}}',
};
