import type { PAPER_CODES } from '../../base/codes/paper.ts';
import type { CodesJa } from './contract.ts';

/** 4xxx: printer and paper. */
export const PAPER_JA: CodesJa<typeof PAPER_CODES> = {
  printerOffline: {
    cause: 'プリンターが応答しません。',
    remedy: '電源、ネットワーク、設定のプリンター URI を確認してください。',
  },
  printerOther: {
    cause: '設置時に登録したものとは別のプリンターが応答しています。',
    remedy: 'プリンターを交換したときは、登録し直してください。',
  },
  printerCannot: {
    cause: 'プリンターに、証明書の印刷に必要な機能がありません。',
    remedy: 'メッセージの一覧を確認してください。',
  },
  printerNotReady: {
    cause: 'プリンターが印刷できる状態ではありません。',
    remedy: 'メッセージに示された理由に従って対処してください。',
  },
  printerPaper: {
    cause: 'プリンターの用紙がありません。',
    remedy: 'A4 の普通紙を補給してください。',
  },
  printerJam: {
    cause: '用紙が詰まっています。',
    remedy: '用紙の通路から取り除いてください。紙は裏返したまま利用者に渡してください。',
  },
  printerDoor: {
    cause: 'プリンターのカバーが開いています。',
    remedy: 'カバーを閉めてください。',
  },
  printerOutputFull: {
    cause: '排紙口がいっぱいです。',
    remedy: '排紙口の紙を取ってください。',
  },
  printerSupplies: {
    cause: 'トナーなどの消耗品がなくなりました。',
    remedy: '消耗品を交換してください。',
  },
  printerForeignJob: {
    cause: '証明書の印刷の途中に、別のジョブが入っていました。',
    remedy: '別のジョブの終了を待ってください。',
  },
  printerReply: {
    cause: 'プリンターの応答を解釈できません。',
    remedy: 'プリンターを再起動してください。再発するときはメーカーに連絡してください。',
  },
  printerPdf: {
    cause: 'プリンターがラスター形式に対応していないため、PDF で送り、描画をプリンターに任せています。',
    remedy:
      '600 dpi の image/pwg-raster に対応したプリンターを使ってください。このプリンターでは、偽造防止の地紋の効果を保証できません。',
  },
  printerJobKept: {
    cause: '終わったジョブがプリンターに残っており、再び印刷されるおそれがあります。',
    remedy: 'プリンターの操作パネルでジョブを削除し、ジョブの保存を無効にしてください。',
  },
  printerSuppliesLow: {
    cause: 'トナーなどの残量が少なく、証明書の細かい地紋を新たに印刷できません。',
    remedy: '消耗品を交換してください。それまでも、領収書、伝票、通常のコピーは使えます。',
  },
  paperUncalibrated: {
    cause: 'このプリンターでけん制文字の調整が行われていないため、内蔵の調整値を使っています。',
    remedy: 'madoguchi paper calibrate を実行し、印刷された用紙の手順に従ってください。',
  },
  latentImageNone: {
    cause: 'このプリンターでは偽造防止検出画像(赤外線)を印刷できないため、裏面の花の図柄は通常の印刷になります。',
    remedy: 'cmyk_8 のラスターに対応したカラープリンターを使うか、測定した色分解を [paper] に設定してください。',
  },
  leafUnknown: {
    cause: '紙が印刷されたかどうか確認できません。',
    remedy: '紙を探してください。手数料は未確定として記録されています。',
  },
  leafFailed: {
    cause: '紙が印刷されませんでした。',
    remedy: '手数料は返金されたか、未払い伝票に記載されています。',
  },
  pageRender: {
    cause: 'ページを描画できませんでした。',
    remedy: 'madoguchi bundle の出力をメーカーに送ってください。',
  },
  pageDigest: {
    cause: '描画されたページが、検査済みのページと一致しません。',
    remedy: '担当者が確認するまで、証明書の取扱は中止されます。',
  },
  paperDrawing: {
    cause: '領収書または伝票を作成できません。',
    remedy: 'パッケージ fonts-morisawa-bizud-gothic を入れるか、フォントのフォルダーの設定を直してください。',
  },
  frontTooDense: {
    cause: 'ページの内容が多く、裏面のコードに収まりません。',
    remedy: 'この証明書は市区町村の窓口で交付してもらい、証明書の種類をメーカーに知らせてください。',
  },
  paperForeign: {
    cause: '利用者から、印刷された紙が本人のものではないと申し出がありました。',
    remedy:
      '紙を裏返したまま封筒に入れて封をしてください。読まず、破棄せず、手元に残さず、受付番号を添えて運営者に電話し、その後、係員モードでインシデントを閉じてください。',
  },
  sheetJammed: {
    cause: '証明書の紙がプリンターに詰まりました。',
    remedy:
      '内容を読まず、裏返したまま取り出してください。利用者に渡すか、利用者の立ち会いで破棄し、係員モードで処置を記録してください。',
  },
  sheetSought: {
    cause: '証明書の紙がプリンターの中または排紙口に残っているか分かりません。',
    remedy: '紙を探し、裏返したまま保管し、係員モードで処置を記録してください。',
  },
  sheetReprinted: {
    cause: 'プリンターが証明書の紙を自動で再印刷しました。',
    remedy:
      '二枚目を裏返したまま取り出してください。利用者に渡すか、利用者の立ち会いで破棄し、係員モードで記録してください。プリンターの紙づまり後の自動再印刷は無効にしてください。',
  },
  paperKeys: {
    cause: '偽造防止のため紙に署名する鍵が設定されていません。',
    remedy: '[paper] に signingKey、attestation、verifyingAuthority を設定し、制御プログラムを再起動してください。',
  },
};
