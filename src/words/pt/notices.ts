import type { NOTICES as JA } from '../ja/notices.ts';
import type { TranslationOf } from '../contract.ts';

/** What must be said before payment. */
export const NOTICES: TranslationOf<typeof JA> = {
  'notice.kojinBangoUse':
    'O certificado com o Número Individual (My Number) só pode ser entregue a quem a lei permite, para trâmites de seguridade social, impostos ou desastres.',
  'notice.katakanaNotPrinted':
    'O nome registrado em katakana não é impresso. Se precisar dele, use o guichê da prefeitura.',
  'notice.earlierTaxYearOnly':
    'O ano fiscal está em mudança: este certificado é do ano anterior. Confirme qual ano é exigido no local de entrega.',
  'notice.kosekiAndResidenceHere':
    'Para quem tem o domicílio de registro (honseki) e o registro de residência neste município.',
  'notice.staleData': 'Uma notificação recente pode ainda não constar no registro.',
  'notice.noReturnOrRefund': 'Depois de emitido, não há troca, devolução nem reembolso.',
  'notice.noFreeIssue': 'Não há emissão gratuita aqui. Quem tem direito à gratuidade deve usar o guichê da prefeitura.',
  'notice.sheetsBelongTogether': 'As folhas de um mesmo certificado não podem ser usadas separadamente.',
  'notice.noStaples': 'As folhas não são grampeadas.',
  'notice.looksDifferent': 'O papel e a aparência são diferentes dos do certificado emitido no guichê.',
  'notice.takeEverything': 'Retire todas as folhas do certificado.',
  'notice.keepCardAndPin': 'Não empreste o cartão e não diga a senha a ninguém.',
  'notice.printingTakesTime': 'A impressão pode levar 2 minutos ou mais. Não saia de perto do terminal até terminar.',
  'notice.staffCannotHelp':
    'Para proteger seus dados, os funcionários da loja não explicam nem ajudam no uso, exceto em falhas como papel preso.',
  'notice.pinLocksAfterThree': 'Após 3 erros seguidos, a senha é bloqueada.',

  'closure.yearEnd': 'Sem atendimento no fim e início de ano.',
  'closure.feeChange': 'Sem atendimento o dia todo, devido à mudança das taxas.',
  'closure.maintenance': 'Sem atendimento, devido à manutenção do sistema.',
  'closure.systemMove': 'Sem atendimento, devido à troca do sistema.',
  'closure.announced': 'Dia sem atendimento anunciado pelo município.',
};
