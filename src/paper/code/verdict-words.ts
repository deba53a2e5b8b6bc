/** The words of every finding, in Japanese and English: what was found, what was expected, what to do. */
import { findingCode, type Finding, type FindingName } from './verdict.ts';

export type VerdictLanguage = 'ja' | 'en';

/** A finding as it is shown. */
export interface FindingText {
  readonly code: string;
  readonly title: string;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

/** Title, found, expected, what to do; `{name}` stands for a value of the finding. */
type Row = readonly [title: string, found: string, expected: string, remedy: string];

const JA_COUNTER = '証明書を受け取らず、発行した市区町村の窓口に確かめてください。';
const JA_SCAN = '原稿台にまっすぐ置き、裏面の全体を200dpi以上のグレーで読み取り直してください。';

const JA: Readonly<Record<FindingName, Row>> = {
  authentic: [
    '署名はすべて有効です',
    '端末の証明、端末の署名、センターの署名がすべて確かめられ、互いに一致しました。紙が原本かどうかは、コードからは分かりません。',
    '3つの署名が成り立ち、一致すること。',
    '表示された表面と、お手元の紙の表面を見比べてください。コピーした紙からも同じコードが読めます。「複写」の文字が浮き出た紙はコピーです。',
  ],
  noCode: [
    'コードが見つかりません',
    '画像の中にコードの枠がありません。',
    '裏面のコードの全体が写った画像。',
    `裏面かどうか確かめ、${JA_SCAN}`,
  ],
  cut: [
    '用紙が切れています',
    'コードの枠の一部がありません。',
    '4辺がそろった裏面。',
    `切り取られた紙は受け取らないでください。読み取り範囲が足りなかった場合は、${JA_SCAN}`,
  ],
  damaged: [
    '訂正できないほど傷んでいます',
    'コードの読めない部分が、訂正できる量を超えています。',
    '半分より多くが読めるコード。',
    JA_SCAN,
  ],
  unknownFormat: [
    'このコードの形式は分かりません',
    'コードの版がこの検証の知らないものです。',
    'FORMAT.md の版1のコード。',
    '検証用のプログラムを新しくしてください。',
  ],
  mirrored: [
    '画像が裏返しです',
    'コードの枠が左右逆に写っています。',
    '裏返していない画像。',
    '左右の反転をやめて読み取り直してください。',
  ],
  secretMissing: [
    '確認用の鍵を読み取れません',
    '裏面の小さなコードが読めず、確認用の鍵も入力されていません。',
    '裏面に印刷された28文字。',
    '裏面の「確認用の鍵」を入力してください。',
  ],
  secretOther: [
    '確認用の鍵が合いません',
    'この{how:secret=確認用の鍵|authority=機関の鍵}ではコードが開きません。',
    'この紙に印刷された28文字。',
    '文字を確かめて入力し直してください。正しくても開かないときは、別の紙の裏面か、作り変えられたものです。',
  ],
  authorityOther: [
    '別の機関に宛てた証明書です',
    '指定した鍵({found})に宛てて封じられていません。',
    'この証明書を検証する機関の鍵。',
    '裏面の「確認用の鍵」で開いてください。',
  ],
  altered: [
    'コードの中身が変えられています',
    '鍵は合いますが、中身が封じられたときのものではありません。',
    '封じられたときのままの中身。',
    JA_COUNTER,
  ],
  forged: [
    '偽造された裏面です',
    'コードは開きますが、端末の作ったものではありません。',
    '証明、署名、表面のそろった中身。',
    JA_COUNTER,
  ],
  attestationForged: [
    '偽造された裏面です',
    '端末の証明の署名が成り立ちません(鍵 {found})。',
    '端末を証明する機関の署名。',
    JA_COUNTER,
  ],
  statementForged: [
    '偽造された裏面です',
    '端末の署名が成り立ちません。公開された鍵だけで作られています。',
    '証明された端末の署名。',
    JA_COUNTER,
  ],
  manifestForged: [
    '偽造された裏面です',
    'センターの署名が成り立ちません(鍵 {found})。',
    '証明書交付センターの署名。',
    JA_COUNTER,
  ],
  authorityUnknown: [
    '端末を証明した機関を知りません',
    '鍵 {found} は信頼する鍵の一覧にありません。',
    '一覧にある機関の鍵。',
    '信頼する鍵の一覧が新しいか確かめてください。新しければ、受け取らないでください。',
  ],
  centreUnknown: [
    'センターの鍵を知りません',
    '鍵 {found} は信頼する鍵の一覧にありません。',
    '一覧にある証明書交付センターの鍵。',
    '信頼する鍵の一覧が新しいか確かめてください。新しければ、受け取らないでください。',
  ],
  attestationExpired: [
    '端末の証明の期間の外で印刷されています',
    '印刷 {found}。',
    '{expected} の間の印刷。',
    JA_COUNTER,
  ],
  kioskOther: ['端末が一致しません', '署名した端末 {found}。', '証明と発行の相手の端末 {expected}。', JA_COUNTER],
  pageNotIssued: [
    'センターが発行したページではありません',
    '{found} のページは、センターの署名した一覧にありません。',
    '固有番号、枚目、総枚数、ハッシュ値の一致するページ。',
    JA_COUNTER,
  ],
  frontReplaced: [
    '表面が差し替えられています',
    'コードの中の表面は、端末が署名した表面ではありません。',
    '端末が署名した表面。',
    JA_COUNTER,
  ],
  printedBefore: ['発行より前に印刷されています', '印刷 {found}。', '{expected} 以後の印刷。', JA_COUNTER],
  otherPage: [
    '別の紙の裏面です',
    '裏面のコード: {found}。',
    '紙に印刷された番号: {expected}。',
    `紙の番号を確かめてください。正しければ、${JA_COUNTER}`,
  ],
  frontChanged: [
    '表面が変えられています',
    '{found} か所が裏面のコードと違います。',
    '裏面のコードと同じ表面。',
    `印の付いた箇所を見比べてください。しみや汚れだけなら変更ではありません。文字や印影が違うときは、${JA_COUNTER}`,
  ],
  frontOther: [
    '別の紙の表面です',
    '表面の大部分が裏面のコードと違います。',
    '裏面のコードと同じ表面。',
    `同じ紙の表面かどうか確かめてください。同じなら、${JA_COUNTER}`,
  ],
  frontUnclear: [
    '表面を比べられません',
    '表面の画像が、裏面のコードの表面と重なりません。別の紙か、白紙か、裏面か、ゆがんだ画像です。',
    '同じ紙の表面の全体が写った、ゆがみの少ない画像。',
    '同じ紙の表面かどうか確かめ、まっすぐに置いて、全体を200dpi以上で読み取り直してください。それでも比べられない紙は、表示された表面と目で見比べてください。',
  ],
};

const EN_COUNTER = 'Do not accept the certificate; ask the counter of the municipality that issued it.';
const EN_SCAN = 'Lay the sheet straight and scan the whole back again, in gray, at 200 dpi or more.';

const EN: Readonly<Record<FindingName, Row>> = {
  authentic: [
    'Every signature holds',
    'The attestation of the kiosk, its signature and the signature of the centre hold, and they agree. The code does not tell whether the paper is the original.',
    'Three signatures that hold and agree.',
    'Compare the front that is shown with the front of the paper in your hands. A copy has the same code: paper on which 複写 (copy) stands out is a copy.',
  ],
  noCode: [
    'No code was found',
    'There is no frame of a code in the picture.',
    'A picture with the whole code of the back in it.',
    `Make sure that it is the back. ${EN_SCAN}`,
  ],
  cut: [
    'The sheet is cut',
    'A part of the frame of the code is missing.',
    'A back with all four sides.',
    `Do not accept paper that was cut. Where only the scan was too small: ${EN_SCAN}`,
  ],
  damaged: [
    'Damaged beyond correction',
    'More of the code is unreadable than can be corrected.',
    'A code of which more than half can be read.',
    EN_SCAN,
  ],
  unknownFormat: [
    'The format of this code is unknown',
    'The code is of a version that this verifier does not know.',
    'A code of version 1 of FORMAT.md.',
    'Use a newer verifier.',
  ],
  mirrored: [
    'The picture is a mirror image',
    'The frame of the code is there the wrong way round.',
    'A picture that is not mirrored.',
    'Scan again without mirroring.',
  ],
  secretMissing: [
    'The secret cannot be read',
    'The small code on the back is unreadable, and no secret was typed in.',
    'The 28 characters printed on the back.',
    'Type in the secret that is printed on the back (--secret), or use the key of the authority (--authority-key).',
  ],
  secretOther: [
    'The secret does not fit',
    'The code does not open with this {how:secret=secret|authority=key of the authority}.',
    'The 28 characters printed on this sheet.',
    'Check the characters and type them again. If they are right, this is the back of another sheet, or it was made up.',
  ],
  authorityOther: [
    'This certificate is for another authority',
    'It is not sealed to the key that was given ({found}).',
    'The key of the authority that verifies this certificate.',
    'Open it with the secret that is printed on the back.',
  ],
  altered: [
    'The code was altered',
    'The key fits, but the content is not as it was sealed.',
    'The content as it was sealed.',
    EN_COUNTER,
  ],
  forged: [
    'This back is forged',
    'The code opens, but no kiosk made it.',
    'Attestation, signature and front.',
    EN_COUNTER,
  ],
  attestationForged: [
    'This back is forged',
    'The signature of the attestation of the kiosk does not hold (key {found}).',
    'The signature of the authority of the kiosks.',
    EN_COUNTER,
  ],
  statementForged: [
    'This back is forged',
    'The signature of the kiosk does not hold: it was made with public keys alone.',
    'The signature of the attested kiosk.',
    EN_COUNTER,
  ],
  manifestForged: [
    'This back is forged',
    'The signature of the centre does not hold (key {found}).',
    'The signature of the certificate centre.',
    EN_COUNTER,
  ],
  authorityUnknown: [
    'Who attested the kiosk is unknown',
    'The key {found} is not among the trust anchors.',
    'A key of the trust anchors.',
    'Make sure that the trust anchors are up to date. If they are, do not accept the certificate.',
  ],
  centreUnknown: [
    'The key of the centre is unknown',
    'The key {found} is not among the trust anchors.',
    'The key of a certificate centre of the trust anchors.',
    'Make sure that the trust anchors are up to date. If they are, do not accept the certificate.',
  ],
  attestationExpired: [
    'Printed while the kiosk was not attested',
    'Printed {found}.',
    'A print within {expected}.',
    EN_COUNTER,
  ],
  kioskOther: [
    'The kiosk is not the same',
    'Signed by kiosk {found}.',
    'The kiosk that was attested and issued to: {expected}.',
    EN_COUNTER,
  ],
  pageNotIssued: [
    'The centre did not issue this page',
    'The page {found} is not in what the centre signed.',
    'A page of the same number, leaf, count and digest.',
    EN_COUNTER,
  ],
  frontReplaced: [
    'The front was replaced',
    'The front in the code is not the one that the kiosk signed.',
    'The front that the kiosk signed.',
    EN_COUNTER,
  ],
  printedBefore: ['Printed before it was issued', 'Printed {found}.', 'A print after {expected}.', EN_COUNTER],
  otherPage: [
    'This is the back of another sheet',
    'The code on the back says {found}.',
    'What is printed on the paper: {expected}.',
    `Check the numbers on the paper. If they are right: ${EN_COUNTER}`,
  ],
  frontChanged: [
    'The front was changed',
    'It differs from the code on the back in {found} places.',
    'The front that is in the code on the back.',
    `Look at the marked places. Stains alone are no change; where letters or a seal differ: ${EN_COUNTER}`,
  ],
  frontOther: [
    'This is the front of another sheet',
    'Most of the front differs from the code on the back.',
    'The front that is in the code on the back.',
    `Make sure that it is the front of the same sheet. If it is: ${EN_COUNTER}`,
  ],
  frontUnclear: [
    'The front cannot be compared',
    'The picture of the front does not fit the front in the code: another sheet, a blank one, a back, or a distorted picture.',
    'A picture of the whole front of the same sheet with little distortion.',
    'Make sure that it is the front of the same sheet, lay it straight and scan all of it again at 200 dpi or more. If that does not help, compare the paper with the front that is shown.',
  ],
};

const TEXTS: Readonly<Record<VerdictLanguage, Readonly<Record<FindingName, Row>>>> = { ja: JA, en: EN };

/** A finding in words. */
export function findingText({ name, values }: Finding, language: VerdictLanguage): FindingText {
  const [title, found, expected, remedy] = TEXTS[language][name].map((text) => filled(text, values)) as [...Row];
  return { code: findingCode(name), title, found, expected, remedy };
}

/** `{name}` is a value; `{name:a=x|b=y}` is x where the value is a. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name: string, choices: string | undefined) => {
    const value = values[name] ?? '';
    if (choices === undefined) return value;
    const choice = choices.split('|').find((entry) => entry.startsWith(`${value}=`));
    return choice?.slice(value.length + 1) ?? value;
  });
}
