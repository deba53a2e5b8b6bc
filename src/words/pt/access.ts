import type { ACCESS as JA } from '../ja/access.ts';
import type { TranslationOf } from '../contract.ts';

/** Standing buttons, settings and help. */
export const ACCESS: TranslationOf<typeof JA> = {
  'standing.language': 'Idioma',
  'standing.speech': 'Voz',
  'standing.largeText': 'Texto',
  'standing.contrast': 'Cores',
  'standing.access': 'Ajustes',
  'standing.help': 'Ajuda',

  'overlay.close': 'Fechar',
  'overlay.up': 'Subir',
  'overlay.down': 'Descer',

  'language.title': 'Escolha o idioma',
  'language.japaneseOnly': 'O certificado é impresso em japonês.',

  'access.title': 'Ajustes de visão e audição',
  'access.textSize': 'Tamanho do texto',
  'access.textSize.100': 'Padrão',
  'access.textSize.150': 'Grande',
  'access.textSize.200': 'Muito grande',
  'access.contrast': 'Cores',
  'access.contrast.standard': 'Padrão',
  'access.contrast.high': 'Alto contraste',
  'access.contrast.dark': 'Escuro',
  'access.speech': 'Guia por voz',
  'access.speech.off': 'Sem voz',
  'access.speech.guidance': 'Só instruções',
  'access.speech.detailed': 'Detalhado',
  'access.volume': 'Volume',
  'access.volume.-2': 'Mínimo',
  'access.volume.-1': 'Baixo',
  'access.volume.0': 'Padrão',
  'access.volume.1': 'Alto',
  'access.volume.2': 'Máximo',
  'access.reach': 'Posição dos botões',
  'access.reach.off': 'Padrão',
  'access.reach.on': 'Mais baixo',
  'access.simple': 'Tela',
  'access.simple.off': 'Padrão',
  'access.simple.on': 'Simples',

  'help.title': 'Como usar',
  'help.start':
    'Vá a 行政サービス (serviços públicos) e depois a 証明書交付サービス (certificados). São necessários o Cartão My Number e a senha de 4 dígitos.',
  'help.notes': 'Leia os avisos. Se concordar, toque em “Concordo”.',
  'help.setCard': 'Coloque o Cartão My Number onde há luz. Não mexa nele durante a leitura.',
  'help.pin':
    'Digite a senha de 4 dígitos do certificado eletrônico de autenticação do usuário. Após 3 erros seguidos, ela é bloqueada.',
  'help.takeCard': 'Retire o cartão quando a tela avisar.',
  'help.choose': 'Toque no que deseja. Se errar, “Voltar” leva à tela anterior, sem perder o que escolheu.',
  'help.check': 'Confira o conteúdo e o valor e toque em “Confirmar”.',
  'help.pay': 'Insira o dinheiro aceito, uma unidade por vez. Se cancelar, todo o dinheiro é devolvido.',
  'help.printing': 'Aguarde aqui até a impressão terminar.',
  'help.take': 'Pegue o cartão, o certificado, o recibo e o troco e toque em “Confirmar (parar voz)”.',
  'help.slip': 'Anote o número e o telefone. O dinheiro pode ser recebido depois.',
  'help.stop': 'Anote o código da tela e ligue para o telefone abaixo.',
  'help.staffMay': 'Os funcionários da loja só podem ajudar em falhas da máquina, como papel preso.',
  'help.staffMayNot': 'Eles não podem explicar o uso nem digitar por você. Não diga a senha a ninguém.',
  'help.staffPaper': 'Se um funcionário retirar papéis, ele os entrega virados para baixo, sem ler.',
  'help.guide': 'Mais sobre o uso (guia da J-LIS)',

  'printing.timeLeft': '{minutes, plural, one {Falta cerca de # minuto} other {Faltam cerca de # minutos}}',
};
